#include "services/tagging/failures.hpp"
#include "services/tagging/operations.hpp"

namespace spotdrill::tagging {

Result<api::tagging::TagResourcesOutput> tag_resources(
    Tagging& tagging, const api::tagging::TagResourcesInput& request) {
  const auto failed = TRY(tagging.change(
      request.resource_arn_list,
      [&](const TaggedService& service, const std::string& region, const Resource& resource) {
        return service.tag(region, resource, request.tags);
      }));
  return api::tagging::TagResourcesOutput{.failed_resources_map = render_failures(failed)};
}

}  // namespace spotdrill::tagging
