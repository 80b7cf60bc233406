#include "services/sqs/batches.hpp"
#include "services/sqs/errors.hpp"
#include "services/sqs/in_flight.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::ChangeMessageVisibilityBatchResult> change_message_visibility_batch(
    Sqs& sqs, const api::sqs::ChangeMessageVisibilityBatchRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  TRY(check_batch(request.entries, "ChangeMessageVisibilityBatchRequestEntry"));
  return batch_result<api::sqs::ChangeMessageVisibilityBatchResult>(
      request.entries, [&](const auto& entry) -> Result<void> {
        if (!entry.visibility_timeout) return missing_parameter("VisibilityTimeout");
        return change_visibility(sqs, *queue, entry.receipt_handle, *entry.visibility_timeout);
      });
}

}  // namespace spotdrill::sqs
