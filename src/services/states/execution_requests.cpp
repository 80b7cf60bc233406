// What executions ask of the outside: operations of services, child executions, activities.
#include <fmt/format.h>

#include "api/states.hpp"
#include "asl/payload.hpp"
#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/integration.hpp"
#include "services/states/names.hpp"
#include "services/states/task_token.hpp"

namespace spotdrill::states {
namespace {

using Pattern = asl::Resource::Pattern;
using Kind = asl::Resource::Kind;

/// The last part of an activity's ARN.
std::string activity_name(const std::string& arn) {
  return arn.substr(arn.rfind(':') + 1);
}

}  // namespace

void Executions::carry_out(const std::string& key, asl::Request request) {
  switch (request.kind) {
    case asl::Request::Kind::StartTask:
      return start_task(key, request);
    case asl::Request::Kind::StopTask:
      return stop_task(key, request);
    case asl::Request::Kind::StartMapRun:
      return start_map_run(key, request);
  }
}

void Executions::start_task(const std::string& key, const asl::Request& request) {
  switch (request.resource.kind) {
    case Kind::Activity:
      return start_activity(key, request);
    case Kind::Function:
      return call_service(key, request);
    case Kind::Integration:
      if (request.resource.type == "states" && request.resource.operation() == "startExecution") {
        return start_child(key, request);
      }
      return call_service(key, request);
  }
}

bool Executions::has_activity(const std::string& arn) const {
  const std::string name = activity_name(arn);
  return states_.activities().find(name) != nullptr && states_.activity_arn(name) == arn;
}

void Executions::start_activity(const std::string& key, const asl::Request& request) {
  // It may have gone since the task was scheduled: requests wait for a later turn.
  if (!has_activity(request.resource.arn)) {
    return task_ended(key, request.task, refuse(asl::no_activity(request.resource)));
  }
  activities_.add(activity_name(request.resource.arn), {.execution = key,
                                                        .task = request.task,
                                                        .token = request.token,
                                                        .input = *request.parameters.text()});
}

/// "If the execution that waits by .sync is stopped, Step Functions stops the child too."
void Executions::stop_task(const std::string& key, const asl::Request& request) {
  if (request.map_run != nullptr) return abort_map_run(key, request.task);
  if (request.resource.kind == Kind::Activity) {
    return activities_.withdraw(activity_name(request.resource.arn), key, request.task);
  }
  const bool waits =
      request.resource.pattern == Pattern::Sync || request.resource.pattern == Pattern::Sync2;
  if (!waits) return;
  std::vector<std::string> children;
  for (const auto& [child, running] : running_) {
    const ExecutionRecord* record = records_.find(child);
    if (record->parent == key && record->parent_task == request.task) children.push_back(child);
  }
  for (const std::string& child : children) {
    push(child,
         {.kind = asl::Input::Kind::Stop, .at = world_.clock.now(), .text = {}, .error = {}});
  }
}

void Executions::call_service(const std::string& key, const asl::Request& request) {
  const ExecutionRecord& record = *records_.find(key);
  const bool waits = request.resource.pattern == Pattern::WaitForTaskToken;
  call_operation(
      dispatcher_, world_.ids,
      task_context(states_.place(), request, record.role_arn, record.name, world_.ids.uuid()),
      request, [this, key, task = request.task, waits](Result<std::string, asl::Failure> end) {
        if (waits && end.has_value()) return submitted(key, task, std::move(*end));
        task_ended(key, task, std::move(end));
      });
}

Result<ExecutionRecord, asl::Failure> Executions::start_by_task(const json::value& parameters,
                                                                NewExecution options,
                                                                const std::string& request_id) {
  auto read = TRY(read_form(shape::shape_of<api::states::StartExecutionInput>(), parameters));
  auto& input = read.get<api::states::StartExecutionInput>();
  const auto target = states_.resolve(input.state_machine_arn);
  if (!target.has_value()) return refuse(optimized_failure(target.error(), request_id));
  options.name = input.name.value_or("");
  options.trace_header = input.trace_header.value_or("");
  options.input = input.input.value_or("{}");
  auto started = start(*target, std::move(options));
  if (!started.has_value()) return refuse(optimized_failure(started.error(), request_id));
  return std::move(*started);
}

/// "arn:aws:states:::states:startExecution", with and without waiting for its end.
void Executions::start_child(const std::string& key, const asl::Request& request) {
  const std::string request_id = world_.ids.uuid();
  const Pattern pattern = request.resource.pattern;
  const bool waits = pattern == Pattern::Sync || pattern == Pattern::Sync2;
  NewExecution options;
  if (waits) {
    options.parent = key;
    options.parent_task = request.task;
    options.parent_parses = pattern == Pattern::Sync2;
  }
  const auto started = start_by_task(request.parameters.value(), std::move(options), request_id);
  if (!started.has_value()) return task_ended(key, request.task, refuse(started.error()));
  // One that runs already is given again, but it tells one parent only.
  if (waits && (started->parent != key || started->parent_task != request.task)) {
    return task_ended(
        key, request.task,
        refuse(optimized_failure(execution_already_exists(started->arn).value(), request_id)));
  }
  std::string output = asl::write_json(start_execution_output(*started, request_id));
  if (pattern == Pattern::RequestResponse) return task_ended(key, request.task, std::move(output));
  submitted(key, request.task, std::move(output));
}

void Executions::task_ended(const std::string& key, std::uint64_t task,
                            Result<std::string, asl::Failure> end) {
  push(key, end_of_task(world_.clock.now(), task, std::move(end)));
}

/// The call of a .sync or .waitForTaskToken went well: its end comes later. It is put before what
/// has come in already: a child may be over by now.
void Executions::submitted(const std::string& key, std::uint64_t task, std::string output) {
  const auto found = running_.find(key);
  if (found == running_.end()) return;
  found->second.inbox.push_front({.kind = asl::Input::Kind::TaskSubmitted,
                                  .at = world_.clock.now(),
                                  .task = task,
                                  .text = std::move(output),
                                  .error = {}});
  pump(key);
}

/// Which execution and which task a token means: "KEY|TASK|RANDOM", in base64.
Result<void> Executions::task_input(std::string_view token, asl::Input::Kind kind, std::string text,
                                    std::string error) {
  const auto found = read_task_token(token);
  if (!found) return invalid_task_token();
  const auto running = running_.find(found->execution);
  if (running == running_.end()) {
    if (records_.find(found->execution) == nullptr) return task_does_not_exist();
    return task_timed_out();
  }
  if (running->second.execution->token_of(found->task) != token) return task_timed_out();
  push(found->execution, {.kind = kind,
                          .at = world_.clock.now(),
                          .task = found->task,
                          .text = std::move(text),
                          .error = std::move(error)});
  return {};
}

}  // namespace spotdrill::states
