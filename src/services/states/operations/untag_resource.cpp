#include "services/states/operations.hpp"
#include "services/states/tags.hpp"

namespace spotdrill::states {

Result<api::states::UntagResourceOutput> untag_resource(
    States& states, const api::states::UntagResourceInput& request) {
  Tags tags = *TRY(tags_of(states, request.resource_arn));
  for (const std::string& key : request.tag_keys) tags.erase(key);
  TRY(set_tags(states, request.resource_arn, std::move(tags)));
  return api::states::UntagResourceOutput{};
}

}  // namespace spotdrill::states
