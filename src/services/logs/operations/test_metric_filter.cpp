#include "services/logs/patterns/pattern.hpp"

#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::TestMetricFilterResponse> test_metric_filter(
    Logs&, const api::logs::TestMetricFilterRequest& request) {
  const Pattern pattern = TRY(parse_metric_filter_pattern(request.filter_pattern));
  api::logs::TestMetricFilterResponse response;
  std::int64_t number = 0;
  for (const std::string& message : request.log_event_messages) {
    ++number;
    if (!pattern.matches(message)) continue;
    response.matches.push_back({.event_number = number,
                                .event_message = message,
                                .extracted_values = pattern.values(message)});
  }
  return response;
}

}  // namespace spotdrill::logs
