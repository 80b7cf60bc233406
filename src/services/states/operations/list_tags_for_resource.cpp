#include "services/states/operations.hpp"
#include "services/states/tags.hpp"

namespace spotdrill::states {

Result<api::states::ListTagsForResourceOutput> list_tags_for_resource(
    States& states, const api::states::ListTagsForResourceInput& request) {
  api::states::ListTagsForResourceOutput output;
  for (const auto& [key, value] : *TRY(tags_of(states, request.resource_arn))) {
    output.tags.push_back({.key = key, .value = value});
  }
  return output;
}

}  // namespace spotdrill::states
