#include "services/ssm/operations.hpp"
#include "services/ssm/tags.hpp"

namespace spotdrill::ssm {

Result<api::ssm::ListTagsForResourceResult> list_tags_for_resource(
    Ssm& ssm, const api::ssm::ListTagsForResourceRequest& request) {
  const std::string key = TRY(tagged_parameter(ssm, request.resource_type, request.resource_id));
  return api::ssm::ListTagsForResourceResult{
      .tag_list = services::render_tags<api::ssm::Tag>(ssm.find(key)->tags)};
}

}  // namespace spotdrill::ssm
