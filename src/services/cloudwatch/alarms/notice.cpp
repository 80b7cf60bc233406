#include "services/cloudwatch/alarms/notice.hpp"

#include <fmt/format.h>

#include "protocol/shape_json.hpp"
#include "shape/shape.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::MetricAlarm;

json::array texts(const std::vector<std::string>& all) {
  json::array array;
  for (const std::string& each : all) array.emplace_back(each);
  return array;
}

/// "Average" is "AVERAGE" there.
std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

json::object trigger_of(const MetricAlarm& alarm) {
  json::object trigger;
  if (alarm.metrics.empty()) {
    trigger["MetricName"] = alarm.metric_name.value_or("");
    trigger["Namespace"] = alarm.namespace_.value_or("");
    trigger["StatisticType"] = alarm.statistic ? "Statistic" : "ExtendedStatistic";
    trigger[alarm.statistic ? "Statistic" : "ExtendedStatistic"] =
        alarm.statistic ? upper(*alarm.statistic) : alarm.extended_statistic.value_or("");
    trigger["Unit"] = alarm.unit ? json::value(*alarm.unit) : json::value(nullptr);
    json::array dimensions;
    for (const auto& each : alarm.dimensions) {
      dimensions.push_back({{"value", each.value}, {"name", each.name}});
    }
    trigger["Dimensions"] = std::move(dimensions);
    trigger["Period"] = alarm.period.value_or(0);
  } else {
    const json::value whole = protocol::to_json(shape::shape_of<MetricAlarm>(), &alarm);
    trigger["Metrics"] = whole.as_object().at("Metrics");
  }
  trigger["EvaluationPeriods"] = alarm.evaluation_periods.value_or(0);
  if (alarm.datapoints_to_alarm) trigger["DatapointsToAlarm"] = *alarm.datapoints_to_alarm;
  trigger["ComparisonOperator"] = alarm.comparison_operator.value_or("");
  trigger["Threshold"] = alarm.threshold.value_or(0);
  trigger["TreatMissingData"] = alarm.treat_missing_data.value_or("");
  trigger["EvaluateLowSampleCountPercentile"] =
      alarm.evaluate_low_sample_count_percentile.value_or("");
  return trigger;
}

json::object state_of(const MetricAlarm& alarm) {
  json::object state{{"stateValue", alarm.state_value.value_or("")},
                     {"stateReason", alarm.state_reason.value_or("")}};
  if (alarm.state_reason_data) {
    auto data = parse_json(*alarm.state_reason_data);
    if (data.has_value()) state["stateReasonData"] = std::move(*data);
  }
  return state;
}

}  // namespace

// DEVIATION: the region's name is its code; AWS writes "US East (N. Virginia)".
std::string subject_of(const AlarmNotice& notice, const Place& place) {
  return fmt::format("{}: \"{}\" in {}", notice.alarm.alarm.state_value.value_or(""),
                     notice.alarm.alarm.alarm_name.value_or(""), place.region);
}

std::string message_of(const AlarmNotice& notice, const Place& place) {
  const MetricAlarm& alarm = notice.alarm.alarm;
  json::object message;
  message["AlarmName"] = alarm.alarm_name.value_or("");
  message["AlarmDescription"] =
      alarm.alarm_description ? json::value(*alarm.alarm_description) : json::value(nullptr);
  message["AWSAccountId"] = place.account;
  if (alarm.alarm_configuration_updated_timestamp) {
    message["AlarmConfigurationUpdatedTimestamp"] =
        alarm_time(*alarm.alarm_configuration_updated_timestamp);
  }
  message["NewStateValue"] = alarm.state_value.value_or("");
  message["NewStateReason"] = alarm.state_reason.value_or("");
  message["StateChangeTime"] = alarm_time(notice.at);
  message["Region"] = place.region;
  message["AlarmArn"] = alarm.alarm_arn.value_or("");
  message["OldStateValue"] = notice.old_state;
  message["OKActions"] = texts(alarm.ok_actions);
  message["AlarmActions"] = texts(alarm.alarm_actions);
  message["InsufficientDataActions"] = texts(alarm.insufficient_data_actions);
  if (notice.alarm.composite()) {
    message["AlarmRule"] = notice.alarm.rule;
  } else {
    message["Trigger"] = trigger_of(alarm);
  }
  return to_text(message);
}

std::string state_update(const MetricAlarm& before, const MetricAlarm& after) {
  return to_text(json::object{
      {"version", "1.0"}, {"oldState", state_of(before)}, {"newState", state_of(after)}});
}

}  // namespace spotdrill::cloudwatch
