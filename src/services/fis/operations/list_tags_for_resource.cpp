#include "services/fis/operations.hpp"
#include "services/fis/tagging.hpp"

namespace spotdrill::fis {

/// Lists the tags of a template or an experiment.
/// Errors: ResourceNotFoundException.
/// Source: FIS API Reference, ListTagsForResource.
Result<api::fis::ListTagsForResourceResponse> list_tags_for_resource(
    Fis& fis, const api::fis::ListTagsForResourceRequest& request) {
  const Tags* tags = TRY(tags_of(fis, request.resource_arn));
  api::fis::ListTagsForResourceResponse response;
  response.tags = *tags;
  return response;
}

}  // namespace spotdrill::fis
