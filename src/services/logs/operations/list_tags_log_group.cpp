#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::ListTagsLogGroupResponse> list_tags_log_group(
    Logs& logs, const api::logs::ListTagsLogGroupRequest& request) {
  const GroupRecord* group = TRY(logs.find_group(request.log_group_name));
  return api::logs::ListTagsLogGroupResponse{.tags = group->tags};
}

}  // namespace spotdrill::logs
