#include "services/cloudwatch/alarms/observation.hpp"

#include <algorithm>
#include <chrono>

#include "services/cloudwatch/queries.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::GetMetricDataInput;
using api::cloudwatch::MetricAlarm;
using api::cloudwatch::MetricDataQuery;

constexpr std::int64_t minute = 60;

/// The alarm's one metric as a query.
MetricDataQuery only_query(const MetricAlarm& alarm) {
  return {.id = "m",
          .metric_stat = api::cloudwatch::MetricStat{
              .metric = {.namespace_ = alarm.namespace_,
                         .metric_name = alarm.metric_name,
                         .dimensions = alarm.dimensions},
              .period = static_cast<std::int32_t>(period_of(alarm)),
              .stat = alarm.statistic.value_or(alarm.extended_statistic.value_or("")),
              .unit = alarm.unit}};
}

}  // namespace

GetMetricDataInput data_call(const MetricAlarm& alarm, Instant now) {
  GetMetricDataInput call;
  call.metric_data_queries = alarm.metrics;
  if (call.metric_data_queries.empty()) call.metric_data_queries.push_back(only_query(alarm));
  const std::int64_t period = period_of(alarm);
  const std::int64_t step = std::min(period, minute);
  const std::int64_t since =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::int64_t end = since / step * step;
  const std::int64_t periods = alarm.evaluation_periods.value_or(1) + range_beyond;
  call.end_time = Instant{std::chrono::seconds{end}};
  call.start_time = Instant{std::chrono::seconds{end - periods * period}};
  return call;
}

EvaluationRange observe(CloudWatch& cloudwatch, const MetricAlarm& alarm) {
  const GetMetricDataInput call = data_call(alarm, cloudwatch.now());
  EvaluationRange range{
      .end = std::chrono::floor<std::chrono::seconds>(call.end_time).time_since_epoch().count(),
      .period = period_of(alarm),
      .points = {}};
  // What a math expression comes to depends on what was put: a failure is no data.
  const auto results = Queries{cloudwatch, call}.run();
  if (!results.has_value() || results->empty()) return range;
  const auto& points = results->front().series.points;
  for (auto each = points.rbegin(); each != points.rend(); ++each) {
    range.points.push_back({.begin = each->first, .value = each->second});
  }
  return range;
}

}  // namespace spotdrill::cloudwatch
