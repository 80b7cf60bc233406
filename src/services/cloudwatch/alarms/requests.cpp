#include "services/cloudwatch/alarms/requests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/cloudwatch/alarms/observation.hpp"
#include "services/cloudwatch/queries.hpp"
#include "services/cloudwatch/statistic.hpp"
#include "services/cloudwatch/window.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::PutMetricAlarmInput;

/// "EvaluationPeriods multiplied by Period can't exceed 604,800 seconds (7 days)"; one day where
/// the period is below an hour.
constexpr std::int64_t short_span_max = 86'400;
constexpr std::int64_t span_max = 604'800;

Result<void> check_refused(const PutMetricAlarmInput& request) {
  if (request.evaluation_criteria) return not_here("alarms on PromQL (EvaluationCriteria)");
  if (request.evaluation_interval) return not_here("alarms on PromQL (EvaluationInterval)");
  if (request.threshold_metric_id) return not_here("anomaly detection (ThresholdMetricId)");
  const std::string comparison = request.comparison_operator.value_or("");
  if (comparison.find("UpperThreshold") != comparison.npos ||
      comparison == "LessThanLowerThreshold") {
    return not_here(fmt::format("anomaly detection ({})", comparison));
  }
  // All values of a distribution are kept: there is never too little of it.
  return {};
}

/// The one metric of an alarm that names it itself.
Result<void> check_one_metric(const PutMetricAlarmInput& request) {
  if (!request.metric_name || !request.namespace_) {
    return missing_parameter(fmt::format("The parameter {} is required.",
                                         request.metric_name ? "Namespace" : "MetricName"));
  }
  if (request.statistic.has_value() == request.extended_statistic.has_value()) {
    return invalid_alarm(request.statistic
                             ? "Exactly one of Statistic and ExtendedStatistic can be specified"
                             : "Statistic or ExtendedStatistic must be specified");
  }
  const std::string& statistic =
      request.statistic.value_or(request.extended_statistic.value_or(""));
  const auto read = parse_statistic(statistic);
  if (!read || (request.extended_statistic && read->basic())) {
    return invalid_parameter_value(
        fmt::format("The value {} for parameter ExtendedStatistic is not supported.", statistic));
  }
  if (!request.period) return missing_parameter("The parameter Period is required.");
  return {};
}

/// Metric math: one query gives what the alarm watches.
Result<void> check_metrics(const PutMetricAlarmInput& request, Instant now) {
  if (request.metric_name || request.namespace_ || request.statistic || request.period ||
      request.extended_statistic || request.unit || !request.dimensions.empty()) {
    return invalid_parameter_combination(
        "Metrics and a metric of the alarm's own cannot both be specified.");
  }
  const auto returned = std::ranges::count_if(
      request.metrics, [](const auto& each) { return each.return_data.value_or(true); });
  if (returned != 1) {
    return invalid_alarm("Exactly one element of the metrics list should return data.");
  }
  api::cloudwatch::MetricAlarm alarm;
  alarm.metrics = request.metrics;
  alarm.evaluation_periods = request.evaluation_periods;
  return check_queries(data_call(alarm, now));
}

Result<void> check_treatment(const PutMetricAlarmInput& request) {
  constexpr std::array treatments{"breaching", "notBreaching", "ignore", "missing"};
  const std::string& treat = request.treat_missing_data.value_or("missing");
  if (std::ranges::find(treatments, treat) == treatments.end()) {
    return invalid_alarm(
        fmt::format("Option {} is not supported. Supported options for parameter TreatMissingData "
                    "are breaching, notBreaching, ignore and missing.",
                    treat));
  }
  const std::string& low = request.evaluate_low_sample_count_percentile.value_or("evaluate");
  if (low != "evaluate" && low != "ignore") {
    return invalid_alarm(
        fmt::format("Option {} is not supported. Supported options for parameter "
                    "EvaluateLowSampleCountPercentile are evaluate and ignore.",
                    low));
  }
  return {};
}

/// "arn:aws:automate:REGION:ec2:stop"
Result<void> check_ec2_action(std::string_view action,
                              const std::vector<api::cloudwatch::Dimension>& dimensions) {
  constexpr std::array here{"stop", "terminate", "reboot"};
  const std::string_view name = action.substr(action.rfind(':') + 1);
  if (std::ranges::find(here, name) == here.end()) {
    return not_here(fmt::format("the alarm action {}", action));
  }
  const bool names_instance =
      std::ranges::any_of(dimensions, [](const auto& each) { return each.name == "InstanceId"; });
  // DEVIATION: the message is ours.
  if (!names_instance) return invalid_alarm("EC2 actions need the dimension InstanceId");
  return {};
}

}  // namespace

Result<void> check_actions(const std::vector<std::string>& actions,
                           const std::vector<api::cloudwatch::Dimension>& dimensions) {
  for (const std::string& action : actions) {
    if (!action.starts_with("arn:") || std::ranges::count(action, ':') < 5) {
      return invalid_alarm(fmt::format("Invalid arn syntax: {}", action));
    }
    if (action.starts_with("arn:aws:sns:")) continue;
    if (!action.starts_with("arn:aws:automate:")) {
      return not_here(fmt::format("the alarm action {}", action));
    }
    TRY(check_ec2_action(action, dimensions));
  }
  return {};
}

Result<void> check_metric_alarm(const PutMetricAlarmInput& request) {
  TRY(check_refused(request));
  if (!request.evaluation_periods) {
    return missing_parameter("The parameter EvaluationPeriods is required.");
  }
  if (!request.threshold) return missing_parameter("The parameter Threshold is required.");
  if (!request.comparison_operator) {
    return missing_parameter("The parameter ComparisonOperator is required.");
  }
  TRY(check_treatment(request));
  if (request.datapoints_to_alarm.value_or(1) > *request.evaluation_periods) {
    return invalid_alarm("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  }
  std::int64_t period = 60;
  if (request.metrics.empty()) {
    TRY(check_one_metric(request));
    period = *request.period;
  } else {
    TRY(check_metrics(request, Instant{}));
  }
  if (!valid_period(period) || period < 10) {
    return invalid_alarm("Period must be 10, 20, 30 or a multiple of 60");
  }
  const std::int64_t span = period * *request.evaluation_periods;
  if (span > (period < 3600 ? short_span_max : span_max)) {
    return invalid_alarm(fmt::format(
        "Metrics cannot be checked across more than {} (EvaluationPeriods * Period must "
        "be <= {}).",
        period < 3600 ? "a day" : "a week", period < 3600 ? short_span_max : span_max));
  }
  for (const auto* actions :
       {&request.ok_actions, &request.alarm_actions, &request.insufficient_data_actions}) {
    TRY(check_actions(*actions, request.dimensions));
  }
  return {};
}

Result<void> check_room(const Alarms& alarms, const std::string& name) {
  if (alarms.find(name) == nullptr && alarms.all().size() >= alarms_max) return too_many_alarms();
  return {};
}

Tags tags_of(const std::vector<api::cloudwatch::Tag>& tags) {
  Tags result;
  for (const auto& each : tags) result.insert_or_assign(each.key, each.value);
  return result;
}

}  // namespace spotdrill::cloudwatch
