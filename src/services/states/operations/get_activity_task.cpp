#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/names.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

void get_activity_task(States& states, const api::states::GetActivityTaskInput& request,
                       const wire::Context& /*context*/,
                       std::function<void(Result<api::states::GetActivityTaskOutput>)> reply) {
  const auto arn = read_arn(request.activity_arn, states.place(), "activity");
  if (!arn.has_value()) return reply(refuse(arn.error()));
  if (arn->foreign || states.activities().find(arn->name) == nullptr) {
    return reply(activity_does_not_exist(request.activity_arn));
  }
  const bool waits = states.executions().activities().poll(
      arn->name, request.worker_name.value_or(""), [reply](const ActivityTasks::Task* task) {
        api::states::GetActivityTaskOutput output;
        if (task != nullptr) {
          output.task_token = task->token;
          output.input = task->input;
        }
        reply(std::move(output));
      });
  if (!waits) reply(activity_worker_limit_exceeded());
}

}  // namespace spotdrill::states
