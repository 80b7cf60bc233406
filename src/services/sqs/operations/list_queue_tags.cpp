#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::ListQueueTagsResult> list_queue_tags(
    Sqs& sqs, const api::sqs::ListQueueTagsRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  return api::sqs::ListQueueTagsResult{queue->tags};
}

}  // namespace spotdrill::sqs
