#include "services/sns/names.hpp"
#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"
#include "services/sns/topic_attributes.hpp"

namespace spotdrill::sns {
namespace {

constexpr std::string_view in_attributes = "Attributes Reason: ";

// DEVIATION: AWS's reason for a FIFO topic's name is not known for certain.
Result<void> check_topic_name(const std::string& name, bool fifo) {
  if (is_topic_name(name, fifo)) return {};
  if (!fifo) return invalid("Topic Name");
  return invalid(
      "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase "
      "ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters "
      "long.");
}

Result<void> check_same(const Sns& sns, const TopicRecord& topic, const Attributes& wanted,
                        const std::vector<api::sns::Tag>& tags) {
  const Attributes shown = render_topic(sns, topic);
  for (const auto& [name, value] : wanted) {
    const auto found = shown.find(name);
    if (found == shown.end() ? !value.empty() : found->second != value) {
      return invalid("Attributes Reason: Topic already exists with different attributes");
    }
  }
  for (const api::sns::Tag& tag : tags) {
    const auto found = topic.tags.find(tag.key);
    if (found == topic.tags.end() || found->second != tag.value) {
      return invalid("Tags Reason: Topic already exists with different tags");
    }
  }
  return {};
}

}  // namespace

Result<api::sns::CreateTopicResponse> create_topic(Sns& sns,
                                                   const api::sns::CreateTopicInput& request) {
  if (request.data_protection_policy) return not_here("data protection policies");
  Attributes attributes = request.attributes;
  const bool fifo = is_true(attributes, "FifoTopic");
  if (!fifo) attributes.erase("FifoTopic");
  TRY(check_topic_name(request.name, fifo));
  for (const auto& [name, value] : attributes) {
    if (name != "FifoTopic") TRY(check_topic_attribute(name, value, fifo, in_attributes));
  }
  auto tags = TRY(with_tags({}, request.tags));
  if (const TopicRecord* topic = sns.find_topic(request.name)) {
    TRY(check_same(sns, *topic, attributes, request.tags));
    return api::sns::CreateTopicResponse{sns.arn(topic->name)};
  }
  if (sns.topics().size() >= topics_max) return too_many_topics();
  TopicRecord topic;
  topic.name = request.name;
  topic.attributes = std::move(attributes);
  topic.tags = std::move(tags);
  return api::sns::CreateTopicResponse{sns.arn(sns.put_topic(std::move(topic)).name)};
}

}  // namespace spotdrill::sns
