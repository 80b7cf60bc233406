#include "services/sqs/errors.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::PurgeQueueResult> purge_queue(Sqs& sqs,
                                               const api::sqs::PurgeQueueRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  if (queue->purged != Instant{} && sqs.now() < queue->purged + settling_time) {
    return purge_in_progress(queue->name);
  }
  sqs.edit(queue->name).purged = sqs.now();
  // DEVIATION: every message is gone at once. "The message deletion process takes up to 60
  // seconds."
  sqs.messages(queue->name).purge();
  return api::sqs::PurgeQueueResult{};
}

}  // namespace spotdrill::sqs
