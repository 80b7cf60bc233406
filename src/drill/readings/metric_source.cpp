#include "drill/readings/metric_source.hpp"

#include "api/cloudwatch.hpp"
#include "drill/readings/figures.hpp"

namespace spotdrill::drill {

namespace {

namespace cloudwatch = api::cloudwatch;

}  // namespace

MetricSource::MetricSource(const NumberSource& definition, SourceContext context)
    : definition_(definition),
      context_(std::move(context)),
      from_(std::chrono::floor<std::chrono::minutes>(context_.began)) {
  (void)read();  // What an earlier run left in this minute does not count.
}

std::map<Instant, StatisticSet> MetricSource::minutes() const {
  const cloudwatch::GetMetricStatisticsInput input{
      .namespace_ = definition_.metric_namespace,
      .metric_name = definition_.metric_name,
      .start_time = from_,
      .end_time = std::chrono::floor<std::chrono::minutes>(context_.now()) + 2min,
      .period = 60,
      .statistics = {"SampleCount", "Sum", "Minimum", "Maximum"}};
  std::map<Instant, StatisticSet> result;
  const auto output = context_.client.call<cloudwatch::GetMetricStatisticsOutput>(
      cloudwatch::service(), "GetMetricStatistics", input);
  if (!output) return result;  // It is asked again soon.
  for (const cloudwatch::Datapoint& point : output->datapoints) {
    if (!point.timestamp) continue;
    result[*point.timestamp] = {point.sample_count.value_or(0), point.sum.value_or(0),
                                point.minimum.value_or(0), point.maximum.value_or(0)};
  }
  return result;
}

std::vector<Reading> MetricSource::read() {
  const std::map<Instant, StatisticSet> now = minutes();
  std::vector<Reading> readings;
  for (const auto& [minute, set] : now) {
    for (const double value : values_between(seen_[minute], set)) {
      readings.push_back({.at = context_.now(), .value = value});
    }
    seen_[minute] = set;
  }
  // Later values of a minute that is over may still come, of one that is two over hardly.
  if (!now.empty()) from_ = std::max<Instant>(from_, now.rbegin()->first - 2min);
  std::erase_if(seen_, [&](const auto& entry) { return entry.first < from_; });
  return readings;
}

std::vector<double> values_between(const StatisticSet& before, const StatisticSet& after) {
  const double count = after.count - before.count;
  if (count < 0.5) return {};
  const double mean = (after.sum - before.sum) / count;
  if (count < 1.5) return {tidy(mean)};
  double last = mean;
  double first = mean;
  if (before.count == 0 || after.maximum > before.maximum) {
    last = after.maximum;
    first = before.count == 0 ? after.minimum : 2 * mean - last;
  } else if (after.minimum < before.minimum) {
    first = after.minimum;
    last = 2 * mean - first;
  }
  if (first == last) return {tidy(last)};
  return {tidy(first), tidy(last)};
}

}  // namespace spotdrill::drill
