#include "services/sns/requests.hpp"

#include <set>

namespace spotdrill::sns {

Result<std::map<std::string, std::string>> with_tags(std::map<std::string, std::string> tags,
                                                     const std::vector<api::sns::Tag>& added) {
  constexpr std::size_t tags_max = 50;
  std::set<std::string_view> keys;
  for (const api::sns::Tag& tag : added) {
    if (!keys.insert(tag.key).second) return invalid("Duplicated keys are not allowed.");
    tags[tag.key] = tag.value;
  }
  if (tags.size() > tags_max) return too_many_tags();
  return tags;
}

Result<const TopicRecord*> tagged_topic(const Sns& sns, const std::string& arn) {
  auto topic = sns.topic_of(arn, "ResourceArn");
  if (!topic.has_value() && topic.error().code == "NotFound") return resource_does_not_exist();
  return topic;
}

}  // namespace spotdrill::sns
