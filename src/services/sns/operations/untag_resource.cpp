#include "services/sns/operations.hpp"
#include "services/sns/requests.hpp"

namespace spotdrill::sns {

Result<api::sns::UntagResourceResponse> untag_resource(
    Sns& sns, const api::sns::UntagResourceRequest& request) {
  TopicRecord& topic = sns.edit_topic(TRY(tagged_topic(sns, request.resource_arn))->name);
  for (const std::string& key : request.tag_keys) topic.tags.erase(key);
  return api::sns::UntagResourceResponse{};
}

}  // namespace spotdrill::sns
