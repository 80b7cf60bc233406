#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::TagLogGroupResult> tag_log_group(Logs& logs,
                                                   const api::logs::TagLogGroupRequest& request) {
  const GroupRecord* group = TRY(logs.find_group(request.log_group_name));
  TRY(add_tags(logs, *group, request.tags));
  return api::logs::TagLogGroupResult{};
}

}  // namespace spotdrill::logs
