#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/states/paging.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "protocol/shape_json.hpp"
#include "services/page_token.hpp"

namespace spotdrill::states {

/// A page is read by itself: the whole of a long history is never in memory for it.
Result<api::states::GetExecutionHistoryOutput> get_execution_history(
    States& states, const api::states::GetExecutionHistoryInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  const bool reverse = request.reverse_order.value_or(false);
  const std::string key =
      "GetExecutionHistory/" + record->arn + (reverse ? "/reverse" : "/forward");
  const auto position = services::page_begin(key, request.next_token);
  if (!position) return invalid_token();
  const std::int64_t count = states.executions().event_count(*record);
  const std::int64_t wanted = request.max_results.value_or(0);
  const std::int64_t size = wanted == 0 ? static_cast<std::int64_t>(page_size_default) : wanted;
  const std::int64_t begin = std::min(static_cast<std::int64_t>(*position), count);
  const std::int64_t end = std::min(count, begin + size);
  const bool with_data = request.include_execution_data.value_or(true);
  const json::array page =
      reverse ? states.executions().history(*record, count - end, count - begin, with_data)
              : states.executions().history(*record, begin, end, with_data);

  api::states::GetExecutionHistoryOutput output;
  for (const json::value& event : page) {
    auto read = protocol::read_json<api::states::HistoryEvent>(event);
    ASSERT(read.has_value());
    output.events.push_back(std::move(*read));
  }
  if (reverse) std::ranges::reverse(output.events);
  if (end < count) output.next_token = services::make_page_token(key, std::to_string(end));
  return output;
}

}  // namespace spotdrill::states
