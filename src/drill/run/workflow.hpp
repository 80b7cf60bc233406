// A drill's state machine: made, executed, watched, taken away. What its instances do is not looked
// at here (runner_workflow.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/readings/timeline.hpp"
#include "drill/run/cloud.hpp"
#include "drill/run/deployed_stack.hpp"

namespace spotdrill::drill {

class Workflow {
 public:
  /// Something that the execution has asked of EC2.
  struct Wish {
    enum class Kind : std::uint8_t { Launch, Terminate };
    Kind kind = Kind::Launch;
    Instant at;
    std::string request_id;   ///< Launch: of the Spot Instance request; empty: there is none.
    std::string instance_id;  ///< Launch: empty when it is not known yet.
  };

  /// All outlive it.
  Workflow(Cloud& cloud, const StateMachine& definition, std::optional<ExecutionSeen>& seen)
      : cloud_(cloud), definition_(definition), seen_(seen) {}

  /// Creates the state machine, or takes the one that `stack` has made: what Step Functions refuses
  /// is told before anything is launched. Errors: a sentence that names the file.
  Called<void> prepare(const std::string& run_id, const DeployedStack& stack);

  /// Starts the execution, with the launch specification in the input of a machine of its own.
  Called<void> start(const json::object& specification);

  /// Looks at the execution, and gives what it has asked of EC2 since the last look.
  Called<std::vector<Wish>> look();

  [[nodiscard]] bool is_over() const { return seen_ && seen_->status != "RUNNING"; }

  /// Stops the execution if it goes on, and gives what it had asked for by then.
  std::vector<Wish> stop();
  /// Notes the states that the execution has passed through.
  void look_at_visits();
  /// Deletes the state machine. When that fails it is left as it is.
  void remove();

 private:
  Called<void> check(const std::string& definition);
  Called<std::vector<Wish>> read_wishes();

  Cloud& cloud_;
  const StateMachine& definition_;
  std::optional<ExecutionSeen>& seen_;
  std::string name_;
  std::string machine_arn_;
  bool own_ = true;  // Made here, and to be deleted.
  std::int64_t last_event_ = 0;
};

}  // namespace spotdrill::drill
