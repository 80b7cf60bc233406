#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"

namespace spotdrill::sns {

Result<api::sns::TagResourceResponse> tag_resource(Sns& sns,
                                                   const api::sns::TagResourceRequest& request) {
  const TopicRecord* topic = TRY(tagged_topic(sns, request.resource_arn));
  auto tags = TRY(with_tags(topic->tags, request.tags));
  sns.edit_topic(topic->name).tags = std::move(tags);
  return api::sns::TagResourceResponse{};
}

}  // namespace spotdrill::sns
