// The attributes of topics: what may be set, what is in force, and what a reader is shown.
#pragma once

#include <string>

#include "base/result.hpp"
#include "services/sns/sns.hpp"

namespace spotdrill::sns {

/// Errors: InvalidParameter. `prefix`: what stands before the reason: "Attributes Reason: ".
Result<void> check_topic_attribute(const std::string& name, const std::string& value, bool fifo,
                                   std::string_view prefix);

inline bool is_true(const Attributes& attributes, const std::string& name) {
  const auto found = attributes.find(name);
  return found != attributes.end() && found->second == "true";
}

inline bool is_fifo(const TopicRecord& topic) {
  return is_true(topic.attributes, "FifoTopic");
}

/// What GetTopicAttributes shows.
Attributes render_topic(const Sns& sns, const TopicRecord& topic);

}  // namespace spotdrill::sns
