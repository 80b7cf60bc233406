#include "services/states/test_runs.hpp"

#include <fmt/format.h>

#include "services/states/executions.hpp"
#include "services/states/integration.hpp"

namespace spotdrill::states {

TestRuns::TestRuns(World& world, States& states, const wire::Dispatcher& dispatcher)
    : world_(world), states_(states), dispatcher_(dispatcher), timers_(world.scheduler) {}

TestRuns::Run::Run(std::shared_ptr<const asl::StateMachine> machine, asl::Start start,
                   asl::Inspection inspected, Done told)
    : inspection(std::move(inspected)),
      execution(std::move(machine), std::move(start), asl::Limits{.history_events = 0}),
      done(std::move(told)) {
  execution.inspect(inspection);
}

void TestRuns::start(std::shared_ptr<const asl::StateMachine> machine, asl::Start start,
                     asl::Inspection inspection, Done done) {
  const std::uint64_t id = next_++;
  runs_[id] = std::make_unique<Run>(std::move(machine), std::move(start), std::move(inspection),
                                    std::move(done));
  timers_.set(fmt::format("{}/limit", id), world_.clock.now() + test_duration_max,
              [this, id] { push(id, asl::Input::Kind::TimeOut); });
  push(id, asl::Input::Kind::Begin);
}

void TestRuns::dismiss() {
  while (!runs_.empty()) push(runs_.begin()->first, asl::Input::Kind::TimeOut);
}

void TestRuns::push(std::uint64_t id, asl::Input::Kind kind) {
  push(id, {.kind = kind, .at = world_.clock.now(), .text = {}, .error = {}});
}

void TestRuns::push(std::uint64_t id, asl::Input input) {
  const auto found = runs_.find(id);
  if (found == runs_.end()) return;
  Run& run = *found->second;
  run.execution.apply(input);
  const std::string wake = fmt::format("{}/wake", id);
  if (run.execution.status() != asl::Status::Running || run.inspection.retry_delay) {
    timers_.cancel(wake);
    timers_.cancel(fmt::format("{}/limit", id));
    const std::unique_ptr<Run> over = std::move(found->second);
    runs_.erase(found);
    return over->done(over->execution, over->inspection);
  }
  if (const auto due = run.execution.next_due()) {
    timers_.set(wake, *due, [this, id] { push(id, asl::Input::Kind::Wake); });
  }
  // A reply may come at once, and then the run is over: nothing of it is touched any more.
  const asl::Start start = run.execution.start();
  for (const asl::Request& request : run.execution.take_requests()) carry_out(id, request, start);
}

void TestRuns::carry_out(std::uint64_t id, const asl::Request& request, const asl::Start& start) {
  if (request.kind != asl::Request::Kind::StartTask) return;
  if (request.resource.type == "states" && request.resource.operation() == "startExecution") {
    return start_execution(id, request);
  }
  call_operation(dispatcher_, world_.ids,
                 task_context(states_.place(), request, start.role_arn, start.execution_name,
                              world_.ids.uuid()),
                 request, [this, id, task = request.task](Result<std::string, asl::Failure> end) {
                   task_ended(id, task, std::move(end));
                 });
}

void TestRuns::start_execution(std::uint64_t id, const asl::Request& request) {
  const std::string request_id = world_.ids.uuid();
  const auto started =
      states_.executions().start_by_task(request.parameters.value(), {}, request_id);
  if (!started.has_value()) return task_ended(id, request.task, refuse(started.error()));
  task_ended(id, request.task, asl::write_json(start_execution_output(*started, request_id)));
}

void TestRuns::task_ended(std::uint64_t id, asl::TaskId task,
                          Result<std::string, asl::Failure> end) {
  push(id, end_of_task(world_.clock.now(), task, std::move(end)));
}

}  // namespace spotdrill::states
