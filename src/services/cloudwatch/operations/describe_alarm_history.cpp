#include <fmt/format.h>

#include <algorithm>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::DescribeAlarmHistoryInput;

/// Its most.
constexpr std::int32_t events_a_page = 100;

bool asked_for(const HistoryRecord& event, const DescribeAlarmHistoryInput& request) {
  if (request.alarm_name && event.alarm != *request.alarm_name) return false;
  if (request.history_item_type && event.type != *request.history_item_type) return false;
  if (request.start_date && event.at < *request.start_date) return false;
  if (request.end_date && event.at > *request.end_date) return false;
  // "If you omit this parameter, only metric alarms are returned", where no alarm is named.
  const char* type = event.composite ? "CompositeAlarm" : "MetricAlarm";
  if (request.alarm_types.empty()) return !event.composite || request.alarm_name.has_value();
  return std::ranges::count(request.alarm_types, type) > 0;
}

}  // namespace

Result<api::cloudwatch::DescribeAlarmHistoryOutput> describe_alarm_history(
    CloudWatch& cloudwatch, const DescribeAlarmHistoryInput& request) {
  std::vector<api::cloudwatch::AlarmHistoryItem> items;
  for (const auto& [key, event] : cloudwatch.alarms.history()) {
    if (!asked_for(event, request)) continue;
    items.push_back({.alarm_name = event.alarm,
                     .alarm_type = event.composite ? "CompositeAlarm" : "MetricAlarm",
                     .timestamp = event.at,
                     .history_item_type = event.type,
                     .history_summary = event.summary,
                     .history_data = event.data});
  }
  // The newest first, unless asked otherwise.
  if (request.scan_by != "TimestampAscending") std::ranges::reverse(items);
  const std::string identity =
      fmt::format("DescribeAlarmHistory {} {} {}", request.alarm_name.value_or(""),
                  request.history_item_type.value_or(""), request.scan_by.value_or(""));
  const auto begin = services::page_begin(identity, request.next_token);
  if (!begin) return invalid_next_token();
  api::cloudwatch::DescribeAlarmHistoryOutput output;
  const auto size = static_cast<std::size_t>(request.max_records.value_or(events_a_page));
  services::take_page(identity, std::move(items), *begin, size, output.alarm_history_items,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudwatch
