#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::UntagQueueResult> untag_queue(Sqs& sqs,
                                               const api::sqs::UntagQueueRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  QueueRecord& record = sqs.edit(queue->name);
  for (const std::string& key : request.tag_keys) record.tags.erase(key);
  return api::sqs::UntagQueueResult{};
}

}  // namespace spotdrill::sqs
