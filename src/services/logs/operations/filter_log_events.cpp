#include "services/logs/event_reader.hpp"
#include "services/logs/patterns/pattern.hpp"

#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

using Streams = std::vector<const StreamRecord*>;

/// A call reads no more events than this, so that others are not kept waiting: "a returned page
/// might only be partially full, or even empty".
constexpr std::int64_t searched_bytes_max = 16LL * 1024 * 1024;

Result<Streams> searched(const Logs& logs, const GroupRecord& group,
                         const api::logs::FilterLogEventsRequest& request) {
  if (request.log_stream_names.empty()) {
    return logs.streams(group.name, request.log_stream_name_prefix.value_or(""));
  }
  if (request.log_stream_name_prefix) {
    // DEVIATION: AWS's message is not known to us.
    return invalid_parameter(
        "LogStream names and LogStream name prefix are mutually exclusive parameters.");
  }
  Streams streams;
  for (const std::string& name : request.log_stream_names) {
    const StreamRecord* stream = TRY(logs.find_stream(group.name, name));
    if (std::ranges::find(streams, stream) == streams.end()) streams.push_back(stream);
  }
  return streams;
}

Result<std::optional<Position>> position_of(std::string_view reading,
                                            const std::optional<std::string>& token) {
  if (!token) return std::optional<Position>{};
  const auto text = services::read_page_token(reading, *token);
  const auto position = text ? read_position(*text) : std::nullopt;
  if (!position) return invalid_token();
  return position;
}

/// Takes into `page` what of the reader's events matches. Gives where the next page begins;
/// nothing: there is none.
std::optional<Position> filter_page(EventReader& reader, const Pattern& pattern,
                                    const Streams& streams, std::int32_t limit,
                                    std::vector<api::logs::FilteredLogEvent>& page) {
  std::optional<Position> last;
  std::int64_t read = 0;
  std::int64_t taken = 0;
  while (auto event = reader.next()) {
    const std::int64_t bytes = event_bytes(event->event.message);
    const bool full = static_cast<std::int32_t>(page.size()) >= limit ||
                      (!page.empty() && taken + bytes > page_bytes_max);
    if (full || read > searched_bytes_max) return last;
    read += bytes;
    last = event->position;
    if (!pattern.matches(event->event.message)) continue;
    taken += bytes;
    page.push_back({.log_stream_name = streams[event->stream]->name,
                    .timestamp = event->event.timestamp,
                    .message = std::move(event->event.message),
                    .ingestion_time = event->event.ingested,
                    .event_id = position_text(event->position)});
  }
  return std::nullopt;
}

}  // namespace

Result<api::logs::FilterLogEventsResponse> filter_log_events(
    Logs& logs, const api::logs::FilterLogEventsRequest& request) {
  const GroupRecord* group =
      TRY(group_of(logs, request.log_group_name, request.log_group_identifier));
  const auto streams = TRY(searched(logs, *group, request));
  const std::string pattern_text = request.filter_pattern.value_or("");
  const Pattern pattern = TRY(parse_filter_pattern(pattern_text));
  const std::string reading = "FilterLogEvents " + group->name + " " + pattern_text;
  const auto from = TRY(position_of(reading, request.next_token));
  // "Events with a timestamp later than this time are not returned": of endTime.
  TimeRange range{.begin = std::max(request.start_time.value_or(0), logs.oldest(*group))};
  if (request.end_time && *request.end_time < range.end) range.end = *request.end_time + 1;
  std::vector<std::string> ids;
  for (const StreamRecord* stream : streams) ids.push_back(stream->id);
  EventReader reader{logs.events(), ids, range, Direction::Forward, from};
  api::logs::FilterLogEventsResponse response;
  const auto last = filter_page(reader, pattern, streams, request.limit.value_or(page_events_max),
                                response.events);
  if (last) response.next_token = services::make_page_token(reading, position_text(*last));
  return response;
}

}  // namespace spotdrill::logs
