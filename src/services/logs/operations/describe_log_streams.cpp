#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::DescribeLogStreamsResponse> describe_log_streams(
    Logs& logs, const api::logs::DescribeLogStreamsRequest& request) {
  const GroupRecord* group =
      TRY(group_of(logs, request.log_group_name, request.log_group_identifier));
  const bool by_time = request.order_by.value_or("") == "LastEventTime";
  // "If you order the results by event time, you cannot specify the logStreamNamePrefix parameter."
  if (by_time && request.log_stream_name_prefix) {
    return invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  auto streams = logs.streams(group->name, request.log_stream_name_prefix.value_or(""));
  if (by_time) std::ranges::stable_sort(streams, {}, &StreamRecord::last_event);
  if (request.descending.value_or(false)) std::ranges::reverse(streams);
  std::vector<api::logs::LogStream> all;
  for (const StreamRecord* stream : streams) all.push_back(render(logs, *stream));
  api::logs::DescribeLogStreamsResponse response;
  const std::string list = "DescribeLogStreams " + group->name;
  TRY(page_into(list, request, std::move(all), response.log_streams, response));
  return response;
}

}  // namespace spotdrill::logs
