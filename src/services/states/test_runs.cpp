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
  if (request.resource.kind == asl::Resource::Kind::Function) {
    return task_ended(id, request.task,
                      asl::fail(asl::error_name::runtime,
                                fmt::format("spotdrill does not have the service 'lambda': {}",
                                            request.resource.arn)));
  }
  if (request.resource.type == "states" && request.resource.operation() == "startExecution") {
    return start_execution(id, request);
  }
  call_service(id, request, start);
}

void TestRuns::call_service(std::uint64_t id, const asl::Request& request,
                            const asl::Start& start) {
  const auto callee = find_callee(dispatcher_, request.resource.type, request.resource.operation());
  if (!callee.has_value()) return task_ended(id, request.task, refuse(callee.error()));
  auto input = read_parameters(callee->operation->input(), request.parameters.value());
  if (!input.has_value()) return task_ended(id, request.task, refuse(input.error()));
  const wire::Context context =
      task_context(states_.place(), start.role_arn, start.execution_name, world_.ids.uuid());
  dispatcher_.call(*callee->service, *callee->operation, context, *input,
                   [this, id, task = request.task, service = callee->service,
                    request_id = context.request_id](wire::Outcome outcome) {
                     if (!outcome.has_value()) {
                       return task_ended(
                           id, task, refuse(sdk_failure(*service, outcome.error(), request_id)));
                     }
                     task_ended(id, task, asl::write_json(write_result(*outcome)));
                   });
}

void TestRuns::start_execution(std::uint64_t id, const asl::Request& request) {
  const json::value& parameters = request.parameters.value();
  if (!parameters.is_object()) {
    return task_ended(id, request.task,
                      asl::fail(asl::error_name::runtime, "The Parameters must be an object."));
  }
  const std::string request_id = world_.ids.uuid();
  const auto started = states_.executions().start_by_task(parameters.get_object(), {});
  if (!started.has_value()) {
    return task_ended(id, request.task, refuse(optimized_failure(started.error(), request_id)));
  }
  task_ended(id, request.task, asl::write_json(start_execution_output(*started, request_id)));
}

void TestRuns::task_ended(std::uint64_t id, asl::TaskId task,
                          Result<std::string, asl::Failure> end) {
  asl::Input input;
  input.at = world_.clock.now();
  input.task = task;
  if (end.has_value()) {
    input.kind = asl::Input::Kind::TaskSucceeded;
    input.text = std::move(*end);
  } else {
    input.kind = asl::Input::Kind::TaskFailed;
    input.error = end.error().error;
    input.text = end.error().cause;
  }
  push(id, std::move(input));
}

}  // namespace spotdrill::states
