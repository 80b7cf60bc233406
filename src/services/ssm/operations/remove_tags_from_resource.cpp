#include "services/ssm/operations.hpp"
#include "services/ssm/tags.hpp"

namespace spotdrill::ssm {

Result<api::ssm::RemoveTagsFromResourceResult> remove_tags_from_resource(
    Ssm& ssm, const api::ssm::RemoveTagsFromResourceRequest& request) {
  const std::string key = TRY(tagged_parameter(ssm, request.resource_type, request.resource_id));
  for (const std::string& tag : request.tag_keys) ssm.edit(key).tags.erase(tag);
  return api::ssm::RemoveTagsFromResourceResult{};
}

}  // namespace spotdrill::ssm
