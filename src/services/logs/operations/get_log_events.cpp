#include "services/logs/event_reader.hpp"

#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

Result<std::optional<EventsToken>> token_of(const std::optional<std::string>& text) {
  if (!text) return std::optional<EventsToken>{};
  const auto token = read_token(*text);
  if (!token) return invalid_token();
  return token;
}

/// "Each page returned can contain up to 1 MB of log events or up to 10,000 log events."
std::vector<PlacedEvent> read_page(EventReader& reader, std::int32_t limit) {
  std::vector<PlacedEvent> page;
  std::int64_t bytes = 0;
  while (static_cast<std::int32_t>(page.size()) < limit) {
    auto event = reader.next();
    if (!event) break;
    bytes += event_bytes(event->event.message);
    if (bytes > page_bytes_max && !page.empty()) break;
    page.push_back(*std::move(event));
  }
  return page;
}

}  // namespace

Result<api::logs::GetLogEventsResponse> get_log_events(
    Logs& logs, const api::logs::GetLogEventsRequest& request) {
  const GroupRecord* group =
      TRY(group_of(logs, request.log_group_name, request.log_group_identifier));
  const StreamRecord* stream = TRY(logs.find_stream(group->name, request.log_stream_name));
  const auto token = TRY(token_of(request.next_token));
  Direction direction =
      request.start_from_head.value_or(false) ? Direction::Forward : Direction::Backward;
  std::optional<Position> from;
  if (token) direction = token->direction, from = token->position;
  const TimeRange range{.begin = std::max(request.start_time.value_or(0), logs.oldest(*group)),
                        .end = request.end_time.value_or(TimeRange{}.end)};
  EventReader reader{logs.events(), {stream->id}, range, direction, from};
  std::vector<PlacedEvent> page = read_page(reader, request.limit.value_or(page_events_max));
  if (direction == Direction::Backward) std::ranges::reverse(page);
  api::logs::GetLogEventsResponse response;
  // "If you have reached the end of the stream, it returns the same token you passed in."
  const Position here = from.value_or(Position{});
  response.next_forward_token =
      token_text({Direction::Forward, page.empty() ? here : page.back().position});
  response.next_backward_token =
      token_text({Direction::Backward, page.empty() ? here : page.front().position});
  for (PlacedEvent& each : page) {
    response.events.push_back({.timestamp = each.event.timestamp,
                               .message = std::move(each.event.message),
                               .ingestion_time = each.event.ingested});
  }
  return response;
}

}  // namespace spotdrill::logs
