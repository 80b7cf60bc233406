#include "services/cloudwatch/operations.hpp"
#include "services/cloudwatch/tags.hpp"
#include "services/tagged_service.hpp"

namespace spotdrill::cloudwatch {

Result<api::cloudwatch::ListTagsForResourceOutput> list_tags_for_resource(
    CloudWatch& cloudwatch, const api::cloudwatch::ListTagsForResourceInput& request) {
  const Tagged tagged = TRY(tagged_by(cloudwatch, request.resource_arn));
  return api::cloudwatch::ListTagsForResourceOutput{
      services::render_tags<api::cloudwatch::Tag>(tagged.tags)};
}

}  // namespace spotdrill::cloudwatch
