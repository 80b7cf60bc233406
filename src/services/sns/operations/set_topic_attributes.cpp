#include "services/sns/errors.hpp"
#include "services/sns/operations.hpp"
#include "services/sns/topic_attributes.hpp"

namespace spotdrill::sns {

Result<api::sns::SetTopicAttributesResult> set_topic_attributes(
    Sns& sns, const api::sns::SetTopicAttributesInput& request) {
  const TopicRecord* topic = TRY(sns.topic_of(request.topic_arn));
  const std::string value = request.attribute_value.value_or("");
  TRY(check_topic_attribute(request.attribute_name, value, is_fifo(*topic), ""));
  sns.edit_topic(topic->name).attributes[request.attribute_name] = value;
  return api::sns::SetTopicAttributesResult{};
}

}  // namespace spotdrill::sns
