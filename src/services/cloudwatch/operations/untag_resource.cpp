#include "services/cloudwatch/operations.hpp"
#include "services/cloudwatch/tags.hpp"

namespace spotdrill::cloudwatch {

Result<api::cloudwatch::UntagResourceOutput> untag_resource(
    CloudWatch& cloudwatch, const api::cloudwatch::UntagResourceInput& request) {
  Tagged tagged = TRY(tagged_by(cloudwatch, request.resource_arn));
  for (const std::string& key : request.tag_keys) tagged.tags.erase(key);
  tagged.set(std::move(tagged.tags));
  return api::cloudwatch::UntagResourceOutput{};
}

}  // namespace spotdrill::cloudwatch
