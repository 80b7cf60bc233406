// The calls that a resource type describes, carried out one after another through the dispatcher.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/json.hpp"
#include "engine/random.hpp"
#include "services/cloudformation/types/type.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::cloudformation {

/// Why a call came to nothing.
struct CallFailure {
  std::string code;
  std::string reason;  ///< As a resource's status reason has it.
};

/// What came of calls: the bindings with the outputs of those that succeeded, and the first
/// failure.
struct CallsEnd {
  json::object bindings;
  std::size_t made = 0;  ///< How many succeeded.
  std::optional<CallFailure> failure;
};

class Calls {
 public:
  /// `dispatcher` and `ids` outlive it.
  Calls(const wire::Dispatcher& dispatcher, IdSource& ids) : dispatcher_(dispatcher), ids_(ids) {}

  /// Makes the calls that `bindings` ask for. Refusals with a code in `passed_over` (between
  /// blanks) are no failures. `done` is called once, in this call or a later event.
  void run(std::span<const Call> calls, json::object bindings, wire::Context context,
           std::string_view passed_over, std::function<void(CallsEnd)> done);

  /// One call, whose output it gives at once. Errors: also when the answer comes later.
  Result<json::value> call_now(std::string_view service, std::string_view operation,
                               const json::object& input, wire::Context context);

 private:
  struct Run;
  void go_on(const std::shared_ptr<Run>& run);
  void make(const std::shared_ptr<Run>& run, const Call& call);
  void call(const Call& call, const json::object& bindings, wire::Context context,
            std::function<void(Result<json::value>)> done);

  const wire::Dispatcher& dispatcher_;
  IdSource& ids_;
};

/// Whether `code` is one of `codes`, which blanks part.
bool is_one_of(std::string_view code, std::string_view codes);

}  // namespace spotdrill::cloudformation
