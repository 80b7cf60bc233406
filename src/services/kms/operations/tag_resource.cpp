#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::TagResourceResult> tag_resource(Kms& kms,
                                                 const api::kms::TagResourceRequest& request) {
  const Key* key = TRY(find_changeable(kms, request.key_id));
  auto tags = TRY(with_tags(key->tags, request.tags));
  kms.edit(key->id).tags = std::move(tags);
  return api::kms::TagResourceResult{};
}

}  // namespace spotdrill::kms
