#include "services/sqs/batches.hpp"
#include "services/sqs/in_flight.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::DeleteMessageBatchResult> delete_message_batch(
    Sqs& sqs, const api::sqs::DeleteMessageBatchRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  TRY(check_batch(request.entries, "DeleteMessageBatchRequestEntry"));
  return batch_result<api::sqs::DeleteMessageBatchResult>(request.entries, [&](const auto& entry) {
    return delete_received(sqs, *queue, entry.receipt_handle);
  });
}

}  // namespace spotdrill::sqs
