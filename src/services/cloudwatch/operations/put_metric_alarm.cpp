#include "services/cloudwatch/alarms/requests.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {

Result<api::cloudwatch::PutMetricAlarmResult> put_metric_alarm(
    CloudWatch& cloudwatch, const api::cloudwatch::PutMetricAlarmInput& request) {
  TRY(check_metric_alarm(request));
  TRY(check_room(cloudwatch.alarms, request.alarm_name));
  api::cloudwatch::MetricAlarm alarm{
      .alarm_name = request.alarm_name,
      .alarm_description = request.alarm_description,
      .actions_enabled = request.actions_enabled.value_or(true),
      .ok_actions = request.ok_actions,
      .alarm_actions = request.alarm_actions,
      .insufficient_data_actions = request.insufficient_data_actions,
      .metric_name = request.metric_name,
      .namespace_ = request.namespace_,
      .statistic = request.statistic,
      .extended_statistic = request.extended_statistic,
      .dimensions = request.dimensions,
      .period = request.period,
      .unit = request.unit,
      .evaluation_periods = request.evaluation_periods,
      .datapoints_to_alarm = request.datapoints_to_alarm,
      .threshold = request.threshold,
      .comparison_operator = request.comparison_operator,
      .treat_missing_data = request.treat_missing_data,
      .evaluate_low_sample_count_percentile = request.evaluate_low_sample_count_percentile,
      .metrics = request.metrics};
  cloudwatch.alarms.put({.alarm = std::move(alarm), .rule = {}, .tags = tags_of(request.tags)});
  return api::cloudwatch::PutMetricAlarmResult{};
}

}  // namespace spotdrill::cloudwatch
