#include "services/sqs/operations.hpp"
#include "services/sqs/policy.hpp"

namespace spotdrill::sqs {

Result<api::sqs::AddPermissionResult> add_permission(
    Sqs& sqs, const api::sqs::AddPermissionRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  std::string policy = TRY(with_permission(*queue, sqs.arn(queue->name), request));
  sqs.set_attributes(queue->name, {{"Policy", std::move(policy)}});
  return api::sqs::AddPermissionResult{};
}

}  // namespace spotdrill::sqs
