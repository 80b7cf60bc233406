// What CloudWatch keeps of alarms: each as DescribeAlarms shows it, its tags, and what happened.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>

#include "api/cloudwatch.hpp"

// As the store has them.
namespace spotdrill::api::cloudwatch {
BOOST_DESCRIBE_STRUCT(Dimension, (), (name, value))
BOOST_DESCRIBE_STRUCT(Metric, (), (namespace_, metric_name, dimensions))
BOOST_DESCRIBE_STRUCT(MetricStat, (), (metric, period, stat, unit))
BOOST_DESCRIBE_STRUCT(MetricDataQuery, (),
                      (id, metric_stat, expression, label, return_data, period, account_id))
// Not there: what belongs to alarms that spotdrill refuses (anomaly detection, PromQL).
BOOST_DESCRIBE_STRUCT(MetricAlarm, (),
                      (alarm_name, alarm_arn, alarm_description,
                       alarm_configuration_updated_timestamp, actions_enabled, ok_actions,
                       alarm_actions, insufficient_data_actions, state_value, state_reason,
                       state_reason_data, state_updated_timestamp, metric_name, namespace_,
                       statistic, extended_statistic, dimensions, period, unit, evaluation_periods,
                       datapoints_to_alarm, threshold, comparison_operator, treat_missing_data,
                       evaluate_low_sample_count_percentile, metrics, state_transitioned_timestamp))
}  // namespace spotdrill::api::cloudwatch

namespace spotdrill::cloudwatch {

using Tags = std::map<std::string, std::string>;

namespace state {
inline constexpr const char* ok = "OK";
inline constexpr const char* alarm = "ALARM";
inline constexpr const char* insufficient_data = "INSUFFICIENT_DATA";
}  // namespace state

struct AlarmRecord {
  api::cloudwatch::MetricAlarm alarm;  ///< A composite one has no metric.
  std::string rule;                    ///< Of a composite alarm; empty: it is a metric's.
  Tags tags;

  [[nodiscard]] bool composite() const { return !rule.empty(); }
};
BOOST_DESCRIBE_STRUCT(AlarmRecord, (), (alarm, rule, tags))

struct HistoryRecord {
  std::string alarm;
  bool composite = false;
  Instant at;
  std::string type;  ///< "ConfigurationUpdate", "StateUpdate", "Action".
  std::string summary;
  std::string data;  ///< JSON.
};
BOOST_DESCRIBE_STRUCT(HistoryRecord, (), (alarm, composite, at, type, summary, data))

}  // namespace spotdrill::cloudwatch
