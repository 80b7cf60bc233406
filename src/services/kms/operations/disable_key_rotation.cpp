#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::DisableKeyRotationResult> disable_key_rotation(
    Kms& kms, const api::kms::DisableKeyRotationRequest& request) {
  const Key* key = TRY(find_rotatable(kms, request.key_id));
  kms.edit(key->id).rotated = false;
  return api::kms::DisableKeyRotationResult{};
}

}  // namespace spotdrill::kms
