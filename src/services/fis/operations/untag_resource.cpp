#include "services/fis/operations.hpp"
#include "services/fis/tagging.hpp"

namespace spotdrill::fis {

/// Removes tags of a template or an experiment: those named, or all.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, UntagResource.
Result<api::fis::UntagResourceResponse> untag_resource(
    Fis& fis, const api::fis::UntagResourceRequest& request) {
  Tags tags = *TRY(tags_of(fis, request.resource_arn));
  if (request.tag_keys.empty()) tags.clear();
  for (const std::string& key : request.tag_keys) tags.erase(key);
  TRY(set_tags(fis, request.resource_arn, std::move(tags)));
  return api::fis::UntagResourceResponse{};
}

}  // namespace spotdrill::fis
