#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::UntagLogGroupResult> untag_log_group(
    Logs& logs, const api::logs::UntagLogGroupRequest& request) {
  TRY(logs.find_group(request.log_group_name));
  GroupRecord& edited = logs.edit_group(request.log_group_name);
  for (const std::string& key : request.tags) edited.tags.erase(key);
  return api::logs::UntagLogGroupResult{};
}

}  // namespace spotdrill::logs
