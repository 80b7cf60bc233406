#include "services/tagging/failures.hpp"
#include "services/tagging/operations.hpp"

namespace spotdrill::tagging {

Result<api::tagging::UntagResourcesOutput> untag_resources(
    Tagging& tagging, const api::tagging::UntagResourcesInput& request) {
  const auto failed = TRY(tagging.change(
      request.resource_arn_list,
      [&](const TaggedService& service, const std::string& region, const Resource& resource) {
        return service.untag(region, resource, request.tag_keys);
      }));
  return api::tagging::UntagResourcesOutput{.failed_resources_map = render_failures(failed)};
}

}  // namespace spotdrill::tagging
