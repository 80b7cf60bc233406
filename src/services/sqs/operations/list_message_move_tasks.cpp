#include "services/sqs/errors.hpp"
#include "services/sqs/move_tasks.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {
namespace {

api::sqs::ListMessageMoveTasksResultEntry describe_move(const std::string& id,
                                                        const MoveRecord& move) {
  api::sqs::ListMessageMoveTasksResultEntry entry;
  if (move.status == "RUNNING") entry.task_handle = task_handle({.id = id, .source = move.source});
  entry.status = move.status;
  entry.source_arn = move.source;
  if (!move.destination.empty()) entry.destination_arn = move.destination;
  if (move.per_second > 0) entry.max_number_of_messages_per_second = move.per_second;
  entry.approximate_number_of_messages_moved = move.moved;
  entry.approximate_number_of_messages_to_move = move.to_move;
  if (!move.failure.empty()) entry.failure_reason = move.failure;
  entry.started_timestamp = millis_since_epoch(move.started);
  return entry;
}

}  // namespace

Result<api::sqs::ListMessageMoveTasksResult> list_message_move_tasks(
    Sqs& sqs, const api::sqs::ListMessageMoveTasksRequest& request) {
  constexpr std::int32_t results_max = 10;
  const std::int32_t count = request.max_results.value_or(1);
  if (count < 1 || count > results_max) {
    // DEVIATION: AWS's message is not known to us.
    return invalid_value(std::to_string(count), "MaxResults",
                         "Must be between 1 and 10, if provided.");
  }
  if (sqs.find_arn(request.source_arn) == nullptr) return no_such_queue("SourceArn");
  api::sqs::ListMessageMoveTasksResult output;
  for (const std::string& id : sqs.moves_of(request.source_arn)) {
    if (output.results.size() == static_cast<std::size_t>(count)) break;
    output.results.push_back(describe_move(id, sqs.moves().at(id)));
  }
  return output;
}

}  // namespace spotdrill::sqs
