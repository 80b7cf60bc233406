#include "services/sqs/operations.hpp"
#include "services/sqs/policy.hpp"

namespace spotdrill::sqs {

Result<api::sqs::RemovePermissionResult> remove_permission(
    Sqs& sqs, const api::sqs::RemovePermissionRequest& request) {
  const QueueRecord* queue = TRY(sqs.of_url(request.queue_url));
  std::string policy = TRY(without_permission(*queue, request.label));
  sqs.set_attributes(queue->name, {{"Policy", std::move(policy)}});
  return api::sqs::RemovePermissionResult{};
}

}  // namespace spotdrill::sqs
