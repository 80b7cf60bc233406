#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::DeleteRetentionPolicyResult> delete_retention_policy(
    Logs& logs, const api::logs::DeleteRetentionPolicyRequest& request) {
  TRY(logs.find_group(request.log_group_name));
  logs.edit_group(request.log_group_name).retention_days.reset();
  return api::logs::DeleteRetentionPolicyResult{};
}

}  // namespace spotdrill::logs
