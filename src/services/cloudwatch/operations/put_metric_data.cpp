#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/operations.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::MetricDatum;

/// "Each request is also limited to no more than 1000 different metrics (across both the MetricData
/// and EntityMetricData properties)."
constexpr std::size_t metrics_per_call_max = 1000;

/// "Using the Values and Counts method enables you to publish up to 150 values per metric with one
/// PutMetricData request."
constexpr std::size_t values_per_metric_max = 150;

/// "You can specify time stamps that are as much as two weeks before the current date, and as much
/// as 2 hours after the current day and time."
constexpr Duration oldest_timestamp = std::chrono::hours{24 * 14};
constexpr Duration newest_timestamp = std::chrono::hours{2};

/// "Values must be in the range of -2^360 to 2^360."
const double value_max = std::ldexp(1.0, 360);

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return fmt::format("{}", value);
}

// "... special values (for example, NaN, +Infinity, -Infinity) are not supported."
void check_value(double value, const std::string& name, Problems& problems) {
  if (std::isfinite(value) && std::abs(value) <= value_max) return;
  problems.invalid_value(
      fmt::format("The value {} for parameter {} is invalid.", number_text(value), name));
}

/// "... must contain only ASCII characters and must include at least one non-whitespace character.
/// ASCII control characters are not supported."
void check_text(std::string_view text, const std::string& name, Problems& problems) {
  const auto plain = [](char c) { return c >= ' ' && c < '\x7f'; };
  const auto blank = [](char c) { return c == ' '; };
  if (!std::all_of(text.begin(), text.end(), plain)) {
    problems.invalid_value(
        fmt::format("The parameter {} must contain only ASCII characters.", name));
  } else if (!text.empty() && std::all_of(text.begin(), text.end(), blank)) {
    problems.invalid_value(fmt::format("The parameter {} must not be blank.", name));
  }
}

void check_dimensions(const MetricDatum& datum, const std::string& name, Problems& problems) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < datum.dimensions.size(); ++i) {
    const auto& each = datum.dimensions[i];
    const std::string member = fmt::format("{}.Dimensions.member.{}", name, i + 1);
    check_text(each.name, member + ".Name", problems);
    check_text(each.value, member + ".Value", problems);
    if (each.name.starts_with(':')) {
      problems.invalid_value(
          fmt::format("The value {} for parameter {}.Name is invalid.", each.name, member));
    }
    if (!seen.insert(each.name).second) {
      problems.invalid_value("No Metric may specify the same dimension twice.");
    }
  }
}

void check_statistics(const api::cloudwatch::StatisticSet& set, const std::string& name,
                      Problems& problems) {
  check_value(set.sample_count, name + ".SampleCount", problems);
  check_value(set.sum, name + ".Sum", problems);
  check_value(set.minimum, name + ".Minimum", problems);
  check_value(set.maximum, name + ".Maximum", problems);
  if (set.maximum < set.minimum) {
    problems.invalid_value(
        fmt::format("The parameter {0}.Maximum must be greater than {0}.Minimum.", name));
  }
  if (set.sample_count < 0) {
    problems.invalid_value(
        fmt::format("The parameter {}.SampleCount must be greater than 0.", name));
  }
  if (set.sample_count == 0) {
    problems.invalid_value(fmt::format("The parameter {}.SampleCount must not equal 0.", name));
  }
}

void check_values(const MetricDatum& datum, const std::string& name, Problems& problems) {
  if (datum.values.size() > values_per_metric_max) {
    problems.invalid_value(
        fmt::format("The collection {}.Values must not have a size greater than {}.", name,
                    values_per_metric_max));
    return;
  }
  if (!datum.counts.empty() && datum.counts.size() != datum.values.size()) {
    problems.invalid_value(
        fmt::format("The parameters {0}.Values and {0}.Counts must be of the same size.", name));
    return;
  }
  for (const double value : datum.values) check_value(value, name + ".Values", problems);
  for (const double count : datum.counts) {
    check_value(count, name + ".Counts", problems);
    if (count <= 0) {
      problems.invalid_value(fmt::format("The value {} for parameter {}.Counts is invalid.",
                                         number_text(count), name));
    }
  }
}

void check_datum(const MetricDatum& datum, const std::string& name, Instant now,
                 Problems& problems) {
  const auto exclusive = [&](std::string_view left, std::string_view right) {
    problems.invalid_combination(
        fmt::format("The parameters {0}.{1} and {0}.{2} are mutually exclusive and you have "
                    "specified both.",
                    name, left, right));
  };
  check_text(datum.metric_name, name + ".MetricName", problems);
  check_dimensions(datum, name, problems);
  if (datum.timestamp &&
      (*datum.timestamp < now - oldest_timestamp || *datum.timestamp > now + newest_timestamp)) {
    problems.invalid_value(fmt::format(
        "The parameter {}.Timestamp must specify a time within the past two weeks.", name));
  }
  if (datum.storage_resolution && *datum.storage_resolution != 1 &&
      *datum.storage_resolution != 60) {
    problems.invalid_value(fmt::format(
        "The parameter {}.StorageResolution must be a value in the set [ 1, 60 ].", name));
  }
  if (datum.value && !datum.values.empty()) exclusive("Value", "Values");
  // Values beside StatisticValues AWS accepts; both count.
  if (datum.value && datum.statistic_values) exclusive("Value", "StatisticValues");
  if (!datum.value && !datum.statistic_values && datum.values.empty()) {
    problems.missing(fmt::format(
        "At least one of the parameters {0}.Value or {0}.StatisticValues must be specified.",
        name));
  }
  if (datum.value) check_value(*datum.value, name + ".Value", problems);
  if (datum.statistic_values) {
    check_statistics(*datum.statistic_values, name + ".StatisticValues", problems);
  }
  check_values(datum, name, problems);
}

/// The data of the call with the names that messages give it.
std::vector<std::pair<const MetricDatum*, std::string>> named_data(
    const api::cloudwatch::PutMetricDataInput& request) {
  std::vector<std::pair<const MetricDatum*, std::string>> data;
  for (std::size_t i = 0; i < request.metric_data.size(); ++i) {
    data.emplace_back(&request.metric_data[i], fmt::format("MetricData.member.{}", i + 1));
  }
  // The entity itself has no effect: nothing here relates telemetry to entities.
  for (std::size_t e = 0; e < request.entity_metric_data.size(); ++e) {
    const auto& metric_data = request.entity_metric_data[e].metric_data;
    for (std::size_t i = 0; i < metric_data.size(); ++i) {
      data.emplace_back(
          &metric_data[i],
          fmt::format("EntityMetricData.member.{}.MetricData.member.{}", e + 1, i + 1));
    }
  }
  return data;
}

Aggregate aggregate_of(const MetricDatum& datum) {
  Aggregate aggregate;
  if (datum.value) aggregate.merge(Aggregate::of(*datum.value));
  for (std::size_t i = 0; i < datum.values.size(); ++i) {
    aggregate.merge(Aggregate::of(datum.values[i], datum.counts.empty() ? 1 : datum.counts[i]));
  }
  if (datum.statistic_values) {
    const auto& set = *datum.statistic_values;
    aggregate.merge(Aggregate::summary(set.sample_count, set.sum, set.minimum, set.maximum));
  }
  return aggregate;
}

}  // namespace

Result<api::cloudwatch::PutMetricDataResult> put_metric_data(
    CloudWatch& cloudwatch, const api::cloudwatch::PutMetricDataInput& request) {
  // "You can't specify a namespace that begins with "AWS/"."
  if (request.namespace_.starts_with("AWS/")) {
    return invalid_parameter_value("The value AWS/ for parameter Namespace is invalid.");
  }
  const auto data = named_data(request);
  if (data.empty()) return missing_parameter("The parameter MetricData is required.");
  if (data.size() > metrics_per_call_max) {
    return invalid_parameter_value(fmt::format(
        "The collection MetricData must not have a size greater than {}.", metrics_per_call_max));
  }

  // One wrong datum refuses the whole call, so every check precedes the first change.
  const Instant now = cloudwatch.now();
  Problems problems;
  check_text(request.namespace_, "Namespace", problems);
  for (const auto& [datum, name] : data) check_datum(*datum, name, now, problems);
  if (!problems.empty()) return problems.refusal();
  if (cloudwatch.metrics.full(data.size())) return too_many_metrics();

  // DEVIATION: data can be read at once; on AWS it takes up to minutes.
  for (const auto& [datum, name] : data) {
    const Unit unit = datum->unit ? parse_unit(*datum->unit).value_or(unit_none) : unit_none;
    cloudwatch.metrics.add(metric_id(request.namespace_, datum->metric_name, datum->dimensions),
                           datum->timestamp.value_or(now), unit, aggregate_of(*datum), now);
  }
  return api::cloudwatch::PutMetricDataResult{};
}

}  // namespace spotdrill::cloudwatch
