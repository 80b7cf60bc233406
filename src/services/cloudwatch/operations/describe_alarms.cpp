#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/cloudwatch/alarms/requests.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::CompositeAlarm;
using api::cloudwatch::DescribeAlarmsInput;

/// "The maximum number of alarm descriptions to retrieve": its most.
constexpr std::size_t alarms_a_page = 100;

CompositeAlarm composite_of(const AlarmRecord& record) {
  const auto& alarm = record.alarm;
  return {.actions_enabled = alarm.actions_enabled,
          .alarm_actions = alarm.alarm_actions,
          .alarm_arn = alarm.alarm_arn,
          .alarm_configuration_updated_timestamp = alarm.alarm_configuration_updated_timestamp,
          .alarm_description = alarm.alarm_description,
          .alarm_name = alarm.alarm_name,
          .alarm_rule = record.rule,
          .insufficient_data_actions = alarm.insufficient_data_actions,
          .ok_actions = alarm.ok_actions,
          .state_reason = alarm.state_reason,
          .state_reason_data = alarm.state_reason_data,
          .state_updated_timestamp = alarm.state_updated_timestamp,
          .state_value = alarm.state_value,
          .state_transitioned_timestamp = alarm.state_transitioned_timestamp};
}

bool has_action(const api::cloudwatch::MetricAlarm& alarm, const std::string& prefix) {
  for (const auto* actions :
       {&alarm.ok_actions, &alarm.alarm_actions, &alarm.insufficient_data_actions}) {
    if (std::ranges::any_of(*actions, [&](const auto& each) { return each.starts_with(prefix); })) {
      return true;
    }
  }
  return false;
}

bool wanted(const AlarmRecord& record, const DescribeAlarmsInput& request) {
  const auto& alarm = record.alarm;
  const std::string& name = alarm.alarm_name.value_or("");
  // "If you omit this parameter, only metric alarms are returned, even if composite alarms exist".
  const auto has_type = [&](const char* type) {
    return std::ranges::count(request.alarm_types, type) > 0;
  };
  if (record.composite() ? !has_type("CompositeAlarm")
                         : !request.alarm_types.empty() && !has_type("MetricAlarm")) {
    return false;
  }
  if (!request.alarm_names.empty() && std::ranges::count(request.alarm_names, name) == 0) {
    return false;
  }
  if (request.alarm_name_prefix && !name.starts_with(*request.alarm_name_prefix)) return false;
  if (request.state_value && alarm.state_value != *request.state_value) return false;
  return !request.action_prefix || has_action(alarm, *request.action_prefix);
}

/// The request that shows what an alarm depends on, or what depends on it, and no more than that.
Result<DescribeAlarmsInput> of_family(const Alarms& alarms, const DescribeAlarmsInput& request) {
  const auto& name = request.children_of_alarm_name ? request.children_of_alarm_name
                                                    : request.parents_of_alarm_name;
  if (alarms.find(*name) == nullptr) return alarm_not_found(*name);
  DescribeAlarmsInput family{.alarm_types = {"MetricAlarm", "CompositeAlarm"}};
  family.alarm_names =
      request.children_of_alarm_name ? alarms.children_of(*name) : alarms.parents_of(*name);
  if (family.alarm_names.empty()) family.alarm_names.emplace_back();  // Nobody's name.
  return family;
}

}  // namespace

Result<api::cloudwatch::DescribeAlarmsOutput> describe_alarms(CloudWatch& cloudwatch,
                                                              const DescribeAlarmsInput& request) {
  if (request.alarm_name_prefix && !request.alarm_names.empty()) {
    return invalid_alarm("AlarmNamePrefix and AlarmNames are mutually exclusive");
  }
  const bool family = request.children_of_alarm_name || request.parents_of_alarm_name;
  const DescribeAlarmsInput asked =
      family ? TRY(of_family(cloudwatch.alarms, request)) : DescribeAlarmsInput{request};
  const std::string identity =
      fmt::format("DescribeAlarms {} {} {} {}", fmt::join(asked.alarm_names, "\n"),
                  asked.alarm_name_prefix.value_or(""), asked.state_value.value_or(""),
                  asked.action_prefix.value_or(""));
  std::string after;
  if (request.next_token) {
    const auto cursor = services::read_page_token(identity, *request.next_token);
    if (!cursor) return invalid_next_token();
    after = *cursor;
  }
  api::cloudwatch::DescribeAlarmsOutput output;
  std::size_t room = static_cast<std::size_t>(request.max_records.value_or(alarms_a_page));
  std::string last;
  const auto& all = cloudwatch.alarms.all();
  for (auto each = all.upper_bound(after); each != all.end(); ++each) {
    const auto& [name, record] = *each;
    if (!wanted(record, asked)) continue;
    if (room-- == 0) {
      output.next_token = services::make_page_token(identity, last);
      break;
    }
    if (record.composite()) {
      output.composite_alarms.push_back(composite_of(record));
    } else {
      output.metric_alarms.push_back(record.alarm);
    }
    last = name;
  }
  return output;
}

}  // namespace spotdrill::cloudwatch
