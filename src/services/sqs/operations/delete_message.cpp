#include "services/sqs/in_flight.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::DeleteMessageResult> delete_message(
    Sqs& sqs, const api::sqs::DeleteMessageRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  TRY(delete_received(sqs, *queue, request.receipt_handle));
  return api::sqs::DeleteMessageResult{};
}

}  // namespace spotdrill::sqs
