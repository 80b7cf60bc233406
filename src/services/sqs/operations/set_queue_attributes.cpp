#include "services/sqs/operations.hpp"
#include "services/sqs/redrive.hpp"

namespace spotdrill::sqs {

Result<api::sqs::SetQueueAttributesResult> set_queue_attributes(
    Sqs& sqs, const api::sqs::SetQueueAttributesRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  const bool fifo = sqs.settings(queue->name).fifo;
  TRY(check_attributes(request.attributes, fifo, /*creating=*/false));
  TRY(check_redrive(sqs, queue->name, fifo, request.attributes));
  sqs.set_attributes(queue->name, request.attributes);
  return api::sqs::SetQueueAttributesResult{};
}

}  // namespace spotdrill::sqs
