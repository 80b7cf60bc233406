#include "services/fis/operations.hpp"
#include "services/fis/tagging.hpp"

namespace spotdrill::fis {

/// Adds tags to a template or an experiment, or changes their values.
/// Errors: ResourceNotFoundException, ServiceQuotaExceededException.
/// Source: FIS API Reference, TagResource.
Result<api::fis::TagResourceResponse> tag_resource(Fis& fis,
                                                   const api::fis::TagResourceRequest& request) {
  Tags tags = *TRY(tags_of(fis, request.resource_arn));
  for (const auto& [key, value] : request.tags) tags[key] = value;
  TRY(set_tags(fis, request.resource_arn, std::move(tags)));
  return api::fis::TagResourceResponse{};
}

}  // namespace spotdrill::fis
