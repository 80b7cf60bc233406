// TestRuns: single states that are being worked on for TestState. What a state does is the
// machine's matter (asl/execution.hpp); this gives it the time and calls the service that a Task
// names. Nothing of it is stored: whoever asked waits for the reply.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "asl/execution.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/states/states.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::states {

/// "The TestState API can run for up to five minutes. If the execution of a state exceeds this
/// duration, it fails with the States.Timeout error."
inline constexpr std::chrono::minutes test_duration_max{5};

class TestRuns {
 public:
  /// Told once, when the state is over or is to be tried again.
  using Done = std::function<void(const asl::Execution&, const asl::Inspection&)>;

  /// All three outlive it.
  TestRuns(World& world, States& states, const wire::Dispatcher& dispatcher);

  /// Works on the first state of `machine`.
  void start(std::shared_ptr<const asl::StateMachine> machine, asl::Start start,
             asl::Inspection inspection, Done done);

  /// Ends all as if their time were over.
  void dismiss();

  [[nodiscard]] const wire::Dispatcher& dispatcher() const { return dispatcher_; }

 private:
  struct Run {
    Run(std::shared_ptr<const asl::StateMachine> machine, asl::Start start,
        asl::Inspection inspected, Done told);

    asl::Inspection inspection;
    asl::Execution execution;
    Done done;
  };

  void push(std::uint64_t id, asl::Input input);
  void push(std::uint64_t id, asl::Input::Kind kind);
  void carry_out(std::uint64_t id, const asl::Request& request, const asl::Start& start);
  void start_execution(std::uint64_t id, const asl::Request& request);
  void task_ended(std::uint64_t id, asl::TaskId task, Result<std::string, asl::Failure> end);

  World& world_;
  States& states_;
  const wire::Dispatcher& dispatcher_;
  std::map<std::uint64_t, std::unique_ptr<Run>> runs_;  ///< In order of their beginning.
  std::uint64_t next_ = 1;
  Timers timers_;
};

}  // namespace spotdrill::states
