#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::PutLogGroupDeletionProtectionResult> put_log_group_deletion_protection(
    Logs& logs, const api::logs::PutLogGroupDeletionProtectionRequest& request) {
  const GroupRecord* group = TRY(group_of_identifier(logs, request.log_group_identifier));
  logs.edit_group(group->name).deletion_protection = request.deletion_protection_enabled;
  return api::logs::PutLogGroupDeletionProtectionResult{};
}

}  // namespace spotdrill::logs
