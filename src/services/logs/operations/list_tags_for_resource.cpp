#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::ListTagsForResourceResponse> list_tags_for_resource(
    Logs& logs, const api::logs::ListTagsForResourceRequest& request) {
  const GroupRecord* group = TRY(group_of_identifier(logs, request.resource_arn));
  return api::logs::ListTagsForResourceResponse{.tags = group->tags};
}

}  // namespace spotdrill::logs
