#include "services/sqs/in_flight.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::ChangeMessageVisibilityResult> change_message_visibility(
    Sqs& sqs, const api::sqs::ChangeMessageVisibilityRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  TRY(change_visibility(sqs, *queue, request.receipt_handle, request.visibility_timeout));
  return api::sqs::ChangeMessageVisibilityResult{};
}

}  // namespace spotdrill::sqs
