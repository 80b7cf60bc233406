#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::EnableKeyRotationResult> enable_key_rotation(
    Kms& kms, const api::kms::EnableKeyRotationRequest& request) {
  Key& key = kms.edit(TRY(find_rotatable(kms, request.key_id))->id);
  key.rotated = true;
  key.rotation_days = request.rotation_period_in_days.value_or(key.rotation_days);
  return api::kms::EnableKeyRotationResult{};
}

}  // namespace spotdrill::kms
