#include "services/sqs/errors.hpp"
#include "services/sqs/move_tasks.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::CancelMessageMoveTaskResult> cancel_message_move_task(
    Sqs& sqs, const api::sqs::CancelMessageMoveTaskRequest& request) {
  const auto handle = read_task_handle(request.task_handle);
  if (!handle) return invalid_parameter("Value for parameter TaskHandle is invalid.");
  if (sqs.find_arn(handle->source) == nullptr) return no_such_queue("SourceArn");
  const auto move = sqs.moves().find(handle->id);
  if (move == sqs.moves().end()) return resource_not_found("Task does not exist.");
  if (move->second.status != "RUNNING") {
    // DEVIATION: AWS's message is not known to us.
    return invalid_parameter("Only active tasks can be cancelled.");
  }
  sqs.cancel_move(handle->id);
  return api::sqs::CancelMessageMoveTaskResult{move->second.moved};
}

}  // namespace spotdrill::sqs
