#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {
namespace {

using InputEvents = std::vector<api::logs::InputLogEvent>;

/// "The maximum batch size is 1,048,576 bytes." "Each log event can be no larger than 1 MB."
constexpr std::int64_t upload_bytes_max = 1'048'576;

/// "Events more than 2 hours in the future are rejected while processing remaining valid events.
/// Events older than 14 days or preceding the log group's retention period are rejected while
/// processing remaining valid events."
constexpr Duration future_max = std::chrono::hours{2};
constexpr Duration past_max = std::chrono::hours{24 * 14};

/// "For valid events (within 14 days in the past to 2 hours in future), the time span in a single
/// batch cannot exceed 24 hours."
constexpr Timestamp span_max = std::chrono::milliseconds{std::chrono::hours{24}}.count();

/// Those of a request's events that are taken, from `begin` to before `end`.
struct Accepted {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<api::logs::RejectedLogEventsInfo> rejected;
};

Result<void> check_batch(const InputEvents& events) {
  std::int64_t bytes = 0;
  for (const auto& event : events) {
    const std::int64_t own = event_bytes(event.message);
    if (own > upload_bytes_max) return event_too_large(own, upload_bytes_max);
    bytes += own;
  }
  if (bytes > upload_bytes_max) return upload_too_large(bytes, upload_bytes_max);
  if (!std::ranges::is_sorted(events, {}, &api::logs::InputLogEvent::timestamp)) {
    return not_chronological();
  }
  return {};
}

/// How many events are before `timestamp`.
std::size_t count_before(const InputEvents& events, Timestamp timestamp) {
  const auto found =
      std::ranges::lower_bound(events, timestamp, {}, &api::logs::InputLogEvent::timestamp);
  return static_cast<std::size_t>(found - events.begin());
}

// tooOldLogEventEndIndex: "The index of the last log event that is too old. This field is
// exclusive." tooNewLogEventStartIndex: "The index of the first log event that is too new. This
// field is inclusive."
Accepted accepted_of(const Logs& logs, const GroupRecord& group, const InputEvents& events) {
  const std::size_t too_old = count_before(events, millis_since_epoch(logs.now() - past_max));
  const std::size_t expired = count_before(events, logs.oldest(group));
  const std::size_t too_new = count_before(events, millis_since_epoch(logs.now() + future_max) + 1);
  Accepted accepted{.begin = std::max(too_old, expired), .end = too_new, .rejected = {}};
  accepted.end = std::max(accepted.begin, accepted.end);
  api::logs::RejectedLogEventsInfo rejected;
  if (too_old > 0) rejected.too_old_log_event_end_index = static_cast<std::int32_t>(too_old);
  if (expired > too_old) rejected.expired_log_event_end_index = static_cast<std::int32_t>(expired);
  if (too_new < events.size()) {
    rejected.too_new_log_event_start_index = static_cast<std::int32_t>(too_new);
  }
  if (rejected != api::logs::RejectedLogEventsInfo{}) accepted.rejected = rejected;
  return accepted;
}

Result<void> check_span(const InputEvents& events, const Accepted& accepted) {
  if (accepted.begin == accepted.end) return {};
  const Timestamp span = events[accepted.end - 1].timestamp - events[accepted.begin].timestamp;
  if (span > span_max) return span_too_long();
  return {};
}

}  // namespace

Result<api::logs::PutLogEventsResponse> put_log_events(
    Logs& logs, const api::logs::PutLogEventsRequest& request) {
  const GroupRecord* group = TRY(logs.find_group(request.log_group_name));
  const StreamRecord* stream =
      TRY(logs.find_stream(request.log_group_name, request.log_stream_name));
  TRY(check_batch(request.log_events));
  const Accepted accepted = accepted_of(logs, *group, request.log_events);
  TRY(check_span(request.log_events, accepted));
  std::vector<Event> events;
  events.reserve(accepted.end - accepted.begin);
  const Timestamp now = millis_since_epoch(logs.now());
  for (std::size_t at = accepted.begin; at < accepted.end; ++at) {
    events.push_back({request.log_events[at].timestamp, now, request.log_events[at].message});
  }
  logs.put(*group, *stream, events);
  api::logs::PutLogEventsResponse response;
  response.next_sequence_token = sequence_token(*stream);
  response.rejected_log_events_info = accepted.rejected;
  return response;
}

}  // namespace spotdrill::logs
