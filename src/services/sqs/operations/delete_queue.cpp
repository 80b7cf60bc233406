#include "services/sqs/operations.hpp"

namespace spotdrill::sqs {

Result<api::sqs::DeleteQueueResult> delete_queue(Sqs& sqs,
                                                 const api::sqs::DeleteQueueRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  sqs.delete_queue(std::string{queue->name});
  return api::sqs::DeleteQueueResult{};
}

}  // namespace spotdrill::sqs
