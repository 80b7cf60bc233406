#include "services/ssm/operations.hpp"
#include "services/ssm/tags.hpp"

namespace spotdrill::ssm {

Result<api::ssm::ListTagsForResourceResult> list_tags_for_resource(
    Ssm& ssm, const api::ssm::ListTagsForResourceRequest& request) {
  const std::string key = TRY(tagged_parameter(ssm, request.resource_type, request.resource_id));
  api::ssm::ListTagsForResourceResult result;
  for (const auto& [tag, value] : ssm.find(key)->tags) result.tag_list.push_back({tag, value});
  return result;
}

}  // namespace spotdrill::ssm
