#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::CancelKeyDeletionResponse> cancel_key_deletion(
    Kms& kms, const api::kms::CancelKeyDeletionRequest& request) {
  const Key* key = TRY(kms.find_by_id(request.key_id));
  if (!key->deletion) return refuse(errors::not_pending_deletion(kms.key_arn(key->id)));
  kms.schedule_deletion(key->id, std::nullopt);
  return api::kms::CancelKeyDeletionResponse{.key_id = kms.key_arn(key->id)};
}

}  // namespace spotdrill::kms
