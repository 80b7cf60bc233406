#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::UntagResourceResult> untag_resource(
    Kms& kms, const api::kms::UntagResourceRequest& request) {
  Key& key = kms.edit(TRY(find_changeable(kms, request.key_id))->id);
  for (const std::string& name : request.tag_keys) key.tags.erase(name);
  return api::kms::UntagResourceResult{};
}

}  // namespace spotdrill::kms
