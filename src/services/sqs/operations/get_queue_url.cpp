#include "services/sqs/errors.hpp"
#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::GetQueueUrlResult> get_queue_url(Sqs& sqs,
                                                  const api::sqs::GetQueueUrlRequest& request) {
  const bool ours =
      request.queue_owner_aws_account_id.value_or(sqs.place().account) == sqs.place().account;
  const QueueRecord* queue = ours ? sqs.find(request.queue_name) : nullptr;
  if (queue == nullptr) return queue_does_not_exist();
  return api::sqs::GetQueueUrlResult{sqs.url(queue->name)};
}

}  // namespace spotdrill::sqs
