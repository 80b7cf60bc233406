#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::GetKeyRotationStatusResponse> get_key_rotation_status(
    Kms& kms, const api::kms::GetKeyRotationStatusRequest& request) {
  const Key* key = TRY(kms.find_by_id(request.key_id));
  api::kms::GetKeyRotationStatusResponse response;
  response.key_id = key->id;
  // "The original key rotation status of a key that is pending deletion is false."
  response.key_rotation_enabled = key->rotated && !key->deletion;
  if (*response.key_rotation_enabled) response.rotation_period_in_days = key->rotation_days;
  return response;
}

}  // namespace spotdrill::kms
