#include "services/states/operations.hpp"
#include "services/states/tags.hpp"

namespace spotdrill::states {

Result<api::states::ListTagsForResourceOutput> list_tags_for_resource(
    States& states, const api::states::ListTagsForResourceInput& request) {
  const auto* tags = TRY(tags_of(states, request.resource_arn));
  return api::states::ListTagsForResourceOutput{.tags =
                                                    services::render_tags<api::states::Tag>(*tags)};
}

}  // namespace spotdrill::states
