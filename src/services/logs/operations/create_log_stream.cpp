#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::CreateLogStreamResult> create_log_stream(
    Logs& logs, const api::logs::CreateLogStreamRequest& request) {
  TRY(logs.find_group(request.log_group_name));
  if (logs.has_stream(request.log_group_name, request.log_stream_name)) return stream_exists();
  if (logs.stream_count() >= streams_max) return limit_exceeded();
  logs.make_stream(request.log_group_name, request.log_stream_name);
  return api::logs::CreateLogStreamResult{};
}

}  // namespace spotdrill::logs
