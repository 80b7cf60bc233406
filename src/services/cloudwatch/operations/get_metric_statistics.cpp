#include <fmt/format.h>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"
#include "services/cloudwatch/statistic.hpp"
#include "services/cloudwatch/window.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::Datapoint;
using api::cloudwatch::GetMetricStatisticsInput;

/// "The maximum number of data points returned from a single call is 1,440."
constexpr std::int64_t datapoints_max = 1440;

Result<void> check(const GetMetricStatisticsInput& request) {
  Problems problems;
  if (request.start_time == request.end_time) {
    problems.invalid_value("The parameter StartTime must not equal parameter EndTime.");
  } else if (request.start_time > request.end_time) {
    problems.invalid_value("The parameter StartTime must be less than the parameter EndTime.");
  }
  if (!valid_period(request.period)) {
    problems.invalid_value(
        "The parameter Period must be a value in the set [ 1, 5, 10, 20, 30 ] or a multiple of "
        "60.");
  }
  for (std::size_t i = 0; i < request.extended_statistics.size(); ++i) {
    const std::string& name = request.extended_statistics[i];
    const auto statistic = parse_statistic(name);
    if (!statistic || statistic->basic()) {
      problems.invalid_value(
          fmt::format("The value {} for parameter ExtendedStatistics.member.{} is not supported.",
                      name, i + 1));
    }
  }
  if (request.statistics.empty() && request.extended_statistics.empty()) {
    problems.invalid_combination("Must specify either Statistics or ExtendedStatistics");
  }
  if (!problems.empty()) return problems.refusal();

  const std::int64_t asked =
      std::chrono::floor<std::chrono::seconds>(request.end_time - request.start_time).count() /
      request.period;
  if (asked > datapoints_max) {
    return invalid_parameter_combination(fmt::format(
        "You have requested up to {} datapoints, which exceeds the limit of {}. You may reduce the "
        "datapoints requested by increasing Period, or decreasing the time range.",
        asked, datapoints_max));
  }
  return {};
}

void set_statistic(Datapoint& datapoint, const std::string& name, const Aggregate& aggregate) {
  const auto statistic = parse_statistic(name);
  if (!statistic) return;
  const std::optional<double> value = statistic->of(aggregate);
  if (!value) return;
  switch (statistic->kind) {
    case Statistic::Kind::SampleCount:
      datapoint.sample_count = value;
      break;
    case Statistic::Kind::Average:
      datapoint.average = value;
      break;
    case Statistic::Kind::Sum:
      datapoint.sum = value;
      break;
    case Statistic::Kind::Minimum:
      datapoint.minimum = value;
      break;
    case Statistic::Kind::Maximum:
      datapoint.maximum = value;
      break;
    default:
      datapoint.extended_statistics[name] = *value;
  }
}

}  // namespace

Result<api::cloudwatch::GetMetricStatisticsOutput> get_metric_statistics(
    CloudWatch& cloudwatch, const GetMetricStatisticsInput& request) {
  TRY(check(request));

  api::cloudwatch::GetMetricStatisticsOutput output{.label = request.metric_name};
  const Instant now = cloudwatch.now();
  const Series* series = cloudwatch.metrics.find(
      metric_id(request.namespace_, request.metric_name, request.dimensions), now);
  if (series == nullptr) return output;
  const Window window = Window::align(request.start_time, request.end_time, request.period, now);
  const bool distributions = !request.extended_statistics.empty();
  for (const auto& [begin, slot] : cut(*series, window, distributions)) {
    for (const UnitAggregate& each : slot) {
      if (request.unit && unit_name(each.unit) != *request.unit) continue;
      Datapoint datapoint{.timestamp = Instant{std::chrono::seconds{begin}},
                          .unit = std::string{unit_name(each.unit)}};
      for (const auto& name : request.statistics) set_statistic(datapoint, name, each.aggregate);
      for (const auto& name : request.extended_statistics) {
        set_statistic(datapoint, name, each.aggregate);
      }
      output.datapoints.push_back(std::move(datapoint));
    }
  }
  return output;
}

}  // namespace spotdrill::cloudwatch
