#include <algorithm>

#include "services/sqs/errors.hpp"
#include "services/sqs/move_tasks.hpp"
#include "services/sqs/operations.hpp"
#include "services/sqs/redrive.hpp"

namespace spotdrill::sqs {

Result<api::sqs::StartMessageMoveTaskResult> start_message_move_task(
    Sqs& sqs, const api::sqs::StartMessageMoveTaskRequest& request) {
  if (sqs.find_arn(request.source_arn) == nullptr) return no_such_queue("SourceArn");
  if (sources_of(sqs, request.source_arn).empty()) {
    return invalid_parameter("Source queue must be configured as a Dead Letter Queue.");
  }
  if (request.destination_arn && sqs.find_arn(*request.destination_arn) == nullptr) {
    return no_such_queue("DestinationArn");
  }
  const std::int32_t per_second = request.max_number_of_messages_per_second.value_or(0);
  if (request.max_number_of_messages_per_second &&
      (per_second < 1 || per_second > moves_per_second_max)) {
    // DEVIATION: AWS's message is not known to us.
    return invalid_value(std::to_string(per_second), "MaxNumberOfMessagesPerSecond",
                         "Must be between 1 and 500, if provided.");
  }
  const bool running = std::ranges::any_of(sqs.moves(), [&](const auto& each) {
    return each.second.source == request.source_arn && each.second.status == "RUNNING";
  });
  if (running) {
    return invalid_parameter(
        "There is already a task running. Only one active task is allowed for a source queue arn "
        "at a given time.");
  }
  MoveRecord move;
  move.source = request.source_arn;
  move.destination = request.destination_arn.value_or("");
  move.per_second = per_second;
  return api::sqs::StartMessageMoveTaskResult{
      task_handle({.id = sqs.start_move(std::move(move)), .source = request.source_arn})};
}

}  // namespace spotdrill::sqs
