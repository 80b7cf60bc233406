#include "services/sns/operations.hpp"

namespace spotdrill::sns {

Result<api::sns::DeleteTopicResult> delete_topic(Sns& sns,
                                                 const api::sns::DeleteTopicInput& request) {
  const auto topic = sns.topic_of(request.topic_arn);
  if (topic.has_value()) {
    sns.delete_topic(std::string{(*topic)->name});
  } else if (topic.error().code != "NotFound") {
    return refuse(topic.error());
  }
  // "This action is idempotent, so deleting a topic that does not exist does not result in an
  // error."
  return api::sns::DeleteTopicResult{};
}

}  // namespace spotdrill::sns
