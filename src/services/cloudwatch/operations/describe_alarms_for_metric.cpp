#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {
namespace {

bool watches(const api::cloudwatch::MetricAlarm& alarm,
             const api::cloudwatch::DescribeAlarmsForMetricInput& request, const MetricId& metric) {
  if (!alarm.metric_name || !alarm.namespace_) return false;
  const MetricId own = metric_id(*alarm.namespace_, *alarm.metric_name, alarm.dimensions);
  if (own.key() != metric.key()) return false;
  if (request.statistic && alarm.statistic != request.statistic) return false;
  if (request.extended_statistic && alarm.extended_statistic != request.extended_statistic) {
    return false;
  }
  if (request.period && alarm.period != request.period) return false;
  return !request.unit || alarm.unit == request.unit;
}

}  // namespace

Result<api::cloudwatch::DescribeAlarmsForMetricOutput> describe_alarms_for_metric(
    CloudWatch& cloudwatch, const api::cloudwatch::DescribeAlarmsForMetricInput& request) {
  const MetricId metric = metric_id(request.namespace_, request.metric_name, request.dimensions);
  api::cloudwatch::DescribeAlarmsForMetricOutput output;
  for (const auto& [name, record] : cloudwatch.alarms.all()) {
    if (!record.composite() && watches(record.alarm, request, metric)) {
      output.metric_alarms.push_back(record.alarm);
    }
  }
  return output;
}

}  // namespace spotdrill::cloudwatch
