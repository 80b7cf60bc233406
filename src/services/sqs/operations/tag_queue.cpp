#include "services/sqs/operations.hpp"
#include "services/sqs/tags.hpp"

namespace spotdrill::sqs {

Result<api::sqs::TagQueueResult> tag_queue(Sqs& sqs, const api::sqs::TagQueueRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  auto tags = TRY(with_tags(queue->tags, request.tags, queue->name));
  sqs.edit(queue->name).tags = std::move(tags);
  return api::sqs::TagQueueResult{};
}

}  // namespace spotdrill::sqs
