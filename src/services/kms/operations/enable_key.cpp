#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::EnableKeyResult> enable_key(Kms& kms, const api::kms::EnableKeyRequest& request) {
  const Key* key = TRY(find_changeable(kms, request.key_id));
  kms.edit(key->id).enabled = true;
  return api::kms::EnableKeyResult{};
}

}  // namespace spotdrill::kms
