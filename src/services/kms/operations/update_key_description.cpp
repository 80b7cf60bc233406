#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::UpdateKeyDescriptionResult> update_key_description(
    Kms& kms, const api::kms::UpdateKeyDescriptionRequest& request) {
  const Key* key = TRY(find_changeable(kms, request.key_id));
  kms.edit(key->id).description = request.description;
  return api::kms::UpdateKeyDescriptionResult{};
}

}  // namespace spotdrill::kms
