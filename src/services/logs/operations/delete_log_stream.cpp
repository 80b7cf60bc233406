#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::DeleteLogStreamResult> delete_log_stream(
    Logs& logs, const api::logs::DeleteLogStreamRequest& request) {
  const GroupRecord* group = TRY(logs.find_group(request.log_group_name));
  TRY(logs.find_stream(request.log_group_name, request.log_stream_name));
  if (group->deletion_protection) return group_protected();
  logs.delete_stream(request.log_group_name, request.log_stream_name);
  return api::logs::DeleteLogStreamResult{};
}

}  // namespace spotdrill::logs
