#include <fmt/format.h>

#include "services/cloudwatch/alarms/requests.hpp"
#include "services/cloudwatch/alarms/rule.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {
namespace {

Result<void> check_composite(const Alarms& alarms,
                             const api::cloudwatch::PutCompositeAlarmInput& request) {
  if (request.actions_suppressor) return not_here("suppressors of actions (ActionsSuppressor)");
  const auto rule = AlarmRule::parse(request.alarm_rule);
  // DEVIATION: what follows AWS's "AlarmRule" is ours.
  if (!rule.has_value()) {
    return invalid_alarm(fmt::format("AlarmRule is not valid: {}", rule.error()));
  }
  for (const std::string& each : rule->alarms()) {
    if (alarms.find(each) != nullptr) continue;
    return invalid_alarm(fmt::format("AlarmRule contains an alarm that does not exist: {}", each));
  }
  for (const auto* actions :
       {&request.ok_actions, &request.alarm_actions, &request.insufficient_data_actions}) {
    TRY(check_actions(*actions, {}));
  }
  return {};
}

}  // namespace

Result<api::cloudwatch::PutCompositeAlarmResult> put_composite_alarm(
    CloudWatch& cloudwatch, const api::cloudwatch::PutCompositeAlarmInput& request) {
  TRY(check_composite(cloudwatch.alarms, request));
  TRY(check_room(cloudwatch.alarms, request.alarm_name));
  api::cloudwatch::MetricAlarm alarm;
  alarm.alarm_name = request.alarm_name;
  alarm.alarm_description = request.alarm_description;
  alarm.actions_enabled = request.actions_enabled.value_or(true);
  alarm.ok_actions = request.ok_actions;
  alarm.alarm_actions = request.alarm_actions;
  alarm.insufficient_data_actions = request.insufficient_data_actions;
  cloudwatch.alarms.put(
      {.alarm = std::move(alarm), .rule = request.alarm_rule, .tags = tags_of(request.tags)});
  return api::cloudwatch::PutCompositeAlarmResult{};
}

}  // namespace spotdrill::cloudwatch
