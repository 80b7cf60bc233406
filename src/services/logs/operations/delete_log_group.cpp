#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::DeleteLogGroupResult> delete_log_group(
    Logs& logs, const api::logs::DeleteLogGroupRequest& request) {
  const GroupRecord* group = TRY(logs.find_group(request.log_group_name));
  // "When enabled on a log group, deletion protection blocks all deletion operations until it is
  // explicitly disabled."
  if (group->deletion_protection) return group_protected();
  logs.delete_group(request.log_group_name);
  return api::logs::DeleteLogGroupResult{};
}

}  // namespace spotdrill::logs
