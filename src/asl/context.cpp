#include "asl/context.hpp"

#include "base/iso8601.hpp"

namespace spotdrill::asl {
namespace {

json::object execution_part(const Execution& execution) {
  const Start& start = execution.start();
  json::object part;
  part.emplace("Id", start.execution_arn);
  part.emplace("Input", start.input.value());
  part.emplace("StartTime", iso8601_millis(execution.started_at()));
  part.emplace("Name", start.execution_name);
  part.emplace("RoleArn", start.role_arn);
  part.emplace("RedriveCount", execution.redrives());
  return part;
}

json::object state_part(const Frame& frame) {
  json::object part;
  part.emplace("Name", frame.state->name);
  part.emplace("EnteredTime", iso8601_millis(frame.entered_at));
  // Observed on AWS: a Task has it, a Pass has not.
  if (std::holds_alternative<Task>(frame.state->kind)) part.emplace("RetryCount", frame.retries);
  return part;
}

}  // namespace

json::value make_context(Execution& execution, const Frame& frame) {
  const Start& start = execution.start();
  json::object context;
  context.emplace("Execution", execution_part(execution));
  json::object machine;
  machine.emplace("Id", start.state_machine_arn);
  machine.emplace("Name", start.state_machine_name);
  context.emplace("StateMachine", std::move(machine));
  if (frame.state != nullptr) context.emplace("State", state_part(frame));
  if (frame.work != nullptr && !frame.work->token.empty()) {
    json::object task;
    task.emplace("Token", frame.work->token);
    context.emplace("Task", std::move(task));
  }
  const json::object item = execution.map_item(frame);
  if (!item.empty()) context.emplace("Map", item);
  return context;
}

}  // namespace spotdrill::asl
