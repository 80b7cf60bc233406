#include "services/states/operations.hpp"
#include "services/states/tags.hpp"

namespace spotdrill::states {

Result<api::states::TagResourceOutput> tag_resource(States& states,
                                                    const api::states::TagResourceInput& request) {
  const Tags before = *TRY(tags_of(states, request.resource_arn));
  Tags tags = TRY(with_tags(before, request.tags, request.resource_arn));
  TRY(set_tags(states, request.resource_arn, std::move(tags)));
  return api::states::TagResourceOutput{};
}

}  // namespace spotdrill::states
