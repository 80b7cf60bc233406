#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::DisableKeyResult> disable_key(Kms& kms,
                                               const api::kms::DisableKeyRequest& request) {
  const Key* key = TRY(find_changeable(kms, request.key_id));
  kms.edit(key->id).enabled = false;
  return api::kms::DisableKeyResult{};
}

}  // namespace spotdrill::kms
