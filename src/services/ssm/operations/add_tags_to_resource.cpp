#include "services/ssm/operations.hpp"
#include "services/ssm/tags.hpp"

namespace spotdrill::ssm {

Result<api::ssm::AddTagsToResourceResult> add_tags_to_resource(
    Ssm& ssm, const api::ssm::AddTagsToResourceRequest& request) {
  const std::string key = TRY(tagged_parameter(ssm, request.resource_type, request.resource_id));
  auto tags = TRY(with_tags(ssm.find(key)->tags, request.tags));
  ssm.edit(key).tags = std::move(tags);
  return api::ssm::AddTagsToResourceResult{};
}

}  // namespace spotdrill::ssm
