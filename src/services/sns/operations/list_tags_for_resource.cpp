#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"

namespace spotdrill::sns {

Result<api::sns::ListTagsForResourceResponse> list_tags_for_resource(
    Sns& sns, const api::sns::ListTagsForResourceRequest& request) {
  const TopicRecord* topic = TRY(tagged_topic(sns, request.resource_arn));
  return api::sns::ListTagsForResourceResponse{
      .tags = services::render_tags<api::sns::Tag>(topic->tags)};
}

}  // namespace spotdrill::sns
