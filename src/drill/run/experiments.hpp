// A drill's faults as FIS experiments: made, begun, watched, taken away. When one is due is not
// decided here (runner.cpp).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"
#include "drill/run/cloud.hpp"

namespace spotdrill::drill {

class Experiments {
 public:
  /// All outlive it; `seen` has one entry for each of `faults`.
  Experiments(Cloud& cloud, const std::vector<Fault>& faults, std::vector<FaultSeen>& seen)
      : cloud_(cloud), faults_(faults), seen_(seen), templates_(faults.size()) {}

  /// Creates the templates that the author wrote, before anything is launched: what FIS refuses is
  /// told at once. Errors: a sentence that names the file.
  Called<void> prepare();

  /// Makes ready what has to begin at once when its moment comes, for `instance` of `account`: a
  /// save may be over in milliseconds.
  Called<void> aim(const std::string& account, const std::string& instance);

  /// Begins fault number `index` at `instance` of `account`.
  Called<void> begin(std::size_t index, const std::string& account, const std::string& instance,
                     Instant now);

  /// Looks at those that go on. `tell` hears of each that has come to another state.
  void look(const std::function<void(const FaultSeen&)>& tell);

  /// Whether an instance has something to come to. A network that is cut is no more than that.
  [[nodiscard]] bool any_running() const;

  /// Why there is nothing to wait for: every fault has begun, and every one failed. Empty: not so.
  [[nodiscard]] std::string failure() const;

  /// Stops what goes on, or deletes the templates. What fails is left as it is.
  void stop();
  void delete_templates();

 private:
  /// Makes the template of fault number `index`, unless there is one.
  Called<void> make_template(std::size_t index, const std::string& account,
                             const std::string& instance);

  Cloud& cloud_;
  const std::vector<Fault>& faults_;
  std::vector<FaultSeen>& seen_;
  std::vector<std::string> templates_;  ///< Ids; empty: none yet.
  std::string role_arn_;
};

}  // namespace spotdrill::drill
