#include "drill/readings/logs_source.hpp"

#include <algorithm>

#include "api/logs.hpp"

namespace spotdrill::drill {

namespace {

/// An event may come when others that are this much newer have: streams are written apart.
constexpr std::int64_t late_millis = 60'000;

}  // namespace

LogGroupReader::LogGroupReader(const NumberSource& definition, const SourceContext& context)
    : group_(definition.log_group),
      client_(context.client),
      began_(millis_since_epoch(context.began)),
      newest_(began_) {}

void LogGroupReader::read(const std::function<void(std::string_view, Instant)>& each) {
  api::logs::FilterLogEventsRequest request;
  request.log_group_name = group_;
  request.start_time = std::max(began_, newest_ - late_millis);
  std::erase_if(seen_, [&](const auto& event) { return event.second < *request.start_time; });
  do {
    const auto page = client_.call<api::logs::FilterLogEventsResponse>(api::logs::service(),
                                                                       "FilterLogEvents", request);
    if (!page) return;  // It is asked again soon.
    for (const api::logs::FilteredLogEvent& event : page->events) {
      const std::int64_t at = event.timestamp.value_or(0);
      if (!seen_.emplace(event.event_id.value_or(""), at).second) continue;
      newest_ = std::max(newest_, at);
      const std::string_view message = event.message ? std::string_view{*event.message} : "";
      each(message.substr(0, pattern_line_bytes_max), Instant{std::chrono::milliseconds{at}});
    }
    request.next_token = page->next_token;
  } while (request.next_token);
}

std::vector<Reading> LogGroupSource::read() {
  std::vector<Reading> readings;
  events_.read([&](std::string_view message, Instant at) {
    for (Reading& reading : reader_.read(message, at)) readings.push_back(std::move(reading));
  });
  return readings;
}

std::vector<Reading> DoneLogGroupSource::read() {
  std::vector<Reading> readings;
  events_.read([&](std::string_view message, Instant at) {
    if (std::regex_search(message.begin(), message.end(), pattern_)) {
      readings.push_back({.at = at, .value = 1});
    }
  });
  return readings;
}

}  // namespace spotdrill::drill
