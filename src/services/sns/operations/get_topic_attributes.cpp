#include "services/sns/operations.hpp"
#include "services/sns/topic_attributes.hpp"

namespace spotdrill::sns {

Result<api::sns::GetTopicAttributesResponse> get_topic_attributes(
    Sns& sns, const api::sns::GetTopicAttributesInput& request) {
  const TopicRecord* topic = TRY(sns.topic_of(request.topic_arn));
  return api::sns::GetTopicAttributesResponse{render_topic(sns, *topic)};
}

}  // namespace spotdrill::sns
