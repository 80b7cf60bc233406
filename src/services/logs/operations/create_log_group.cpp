#include "base/lower_case.hpp"

#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::CreateLogGroupResult> create_log_group(
    Logs& logs, const api::logs::CreateLogGroupRequest& request) {
  // "Log group names can't start with the string aws/".
  if (lower_case(request.log_group_name).starts_with("aws/")) return group_name_reserved();
  if (request.log_group_class.value_or(standard_class) != standard_class) {
    return not_supported("the log group class " + *request.log_group_class);
  }
  if (request.kms_key_id) return not_supported("log groups that are encrypted under a KMS key");
  if (logs.has_group(request.log_group_name)) return group_exists();
  if (logs.groups().size() >= groups_max) return limit_exceeded();
  logs.make_group({.name = request.log_group_name,
                   .deletion_protection = request.deletion_protection_enabled.value_or(false),
                   .tags = request.tags});
  return api::logs::CreateLogGroupResult{};
}

}  // namespace spotdrill::logs
