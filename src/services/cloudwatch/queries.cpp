#include "services/cloudwatch/queries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/statistic.hpp"
#include "services/cloudwatch/window.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::GetMetricDataInput;
using api::cloudwatch::MetricDataQuery;

/// ^[a-z][a-zA-Z0-9_]*$
bool valid_id(std::string_view id) {
  const auto word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !id.empty() && id.front() >= 'a' && id.front() <= 'z' &&
         std::all_of(id.begin(), id.end(), word);
}

void check_query(const MetricDataQuery& query, const std::string& name, Problems& problems) {
  const auto exclusive = [&](std::string_view left, std::string_view right) {
    problems.validation(
        fmt::format("The parameters {0}.{1} and {0}.{2} are mutually exclusive and you have "
                    "specified both.",
                    name, left, right));
  };
  if (!valid_id(query.id)) {
    problems.validation(
        fmt::format("The value {} for parameter {}.Id is not matching the expected pattern "
                    "^[a-z][a-zA-Z0-9_]*$.",
                    query.id, name));
  }
  if (query.expression && query.metric_stat) exclusive("Expression", "MetricStat");
  if (query.period && query.metric_stat) exclusive("Period", "MetricStat");
  if (!query.expression && !query.metric_stat) {
    problems.validation(fmt::format("The parameter {}.MetricStat is required.", name));
  }
  if (query.metric_stat) {
    const auto& stat = *query.metric_stat;
    if (!parse_statistic(stat.stat)) {
      problems.validation(
          fmt::format("The value {} for parameter {}.MetricStat.Stat is not a valid statistic.",
                      stat.stat, name));
    }
    if (!valid_period(stat.period)) {
      problems.validation(fmt::format(
          "The parameter {}.MetricStat.Period must be a value in the set [ 1, 5, 10, 20, 30 ] or a "
          "multiple of 60.",
          name));
    }
    if (!stat.metric.metric_name) {
      problems.validation(
          fmt::format("The parameter {}.MetricStat.Metric.MetricName is required.", name));
    }
  }
}

/// The period of what is made of a number alone, where the call has no metric. Units: seconds.
// DEVIATION: the guide does not say which it is.
constexpr std::int64_t coarsest_default = 300;

/// The parts in which the metrics of the call differ, as they were observed in AWS's labels.
struct Differences {
  bool statistic = false;
  bool period = false;
};

Differences differences(const GetMetricDataInput& request) {
  Differences found;
  const api::cloudwatch::MetricStat* first = nullptr;
  for (const auto& query : request.metric_data_queries) {
    if (!query.metric_stat) continue;
    if (first == nullptr) first = &*query.metric_stat;
    found.statistic = found.statistic || query.metric_stat->stat != first->stat;
    found.period = found.period || query.metric_stat->period != first->period;
  }
  return found;
}

}  // namespace

Result<void> check_queries(const GetMetricDataInput& request) {
  Problems problems;
  if (request.metric_data_queries.empty()) {
    problems.validation("The parameter MetricDataQueries is required.");
  }
  if (request.metric_data_queries.size() > queries_max) {
    return validation_error(fmt::format(
        "The collection MetricDataQueries must not have a size greater than {}.", queries_max));
  }
  if (request.start_time == request.end_time) {
    problems.validation("The parameter StartTime must not equal parameter EndTime.");
  } else if (request.start_time > request.end_time) {
    problems.validation("The parameter EndTime must be greater than StartTime.");
  }
  if (request.max_datapoints &&
      (*request.max_datapoints < 1 || *request.max_datapoints > datapoints_per_page_max)) {
    problems.validation(fmt::format("The parameter MaxDatapoints must be between 1 and {}.",
                                    datapoints_per_page_max));
  }
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < request.metric_data_queries.size(); ++i) {
    const MetricDataQuery& query = request.metric_data_queries[i];
    check_query(query, fmt::format("MetricDataQueries.member.{}", i + 1), problems);
    if (!ids.insert(query.id).second) {
      problems.validation("The values for parameter id in MetricDataQueries are not unique.");
    }
  }
  if (!problems.empty()) return problems.refusal();
  return {};
}

Queries::Queries(CloudWatch& cloudwatch, const GetMetricDataInput& request)
    : cloudwatch_(cloudwatch), request_(request) {
  for (const Query& query : request.metric_data_queries) by_id_.emplace(query.id, &query);
}

Result<std::vector<QueryResult>> Queries::run() {
  std::vector<QueryResult> results;
  for (const Query& query : request_.metric_data_queries) {
    if (!query.return_data.value_or(true)) continue;
    MathResult value = value_of(query.id);
    // DEVIATION: AWS's words after "Error in expression" are not published; these are ours.
    if (!value.has_value()) {
      return validation_error(fmt::format("Error in expression '{}': {}", query.id, value.error()));
    }
    if (auto* series = std::get_if<TimeSeries>(&*value)) {
      series->label = label_of(query);
      results.push_back({query.id, std::move(*series), messages_[query.id]});
    } else if (auto* many = std::get_if<std::vector<TimeSeries>>(&*value)) {
      for (TimeSeries& each : *many) {
        if (query.label) each.label = *query.label;
        results.push_back({query.id, std::move(each), {}});
      }
    } else {
      return validation_error(fmt::format(
          "Error in expression '{}': The expression must return a time series.", query.id));
    }
  }
  return results;
}

MathResult Queries::value_of(std::string_view id) {
  if (const auto known = values_.find(id); known != values_.end()) return known->second;
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return tl::unexpected{fmt::format("Undefined identifier '{}'.", id)};
  const Query& query = *found->second;
  if (query.metric_stat) return keep(query, fetch(query));

  if (!under_way_.insert(query.id).second) {
    return tl::unexpected{fmt::format("The expression '{}' depends on itself.", id)};
  }
  const MathNames names{
      .find = [this](std::string_view name) { return value_of(name); },
      .metrics =
          [this](std::string_view part) {
            std::vector<TimeSeries> series;
            for (const Query& each : request_.metric_data_queries) {
              if (!each.metric_stat || each.id.find(part) == std::string::npos) continue;
              const MathResult value = value_of(each.id);
              if (value.has_value()) series.push_back(std::get<TimeSeries>(*value));
            }
            return series;
          },
      .window = [this](std::int64_t period) { return window_of(period); },
  };
  MathValue value = TRY(evaluate(*query.expression, names));
  under_way_.erase(query.id);
  return keep(query, std::move(value));
}

Window Queries::window_of(std::int64_t period) const {
  if (period == 0) {
    period = coarsest_default;
    for (const Query& each : request_.metric_data_queries) {
      if (each.metric_stat) period = std::min<std::int64_t>(period, each.metric_stat->period);
    }
  }
  const Instant now = cloudwatch_.now();
  return Window::align(request_.start_time, std::min(request_.end_time, now), period, now);
}

MathResult Queries::keep(const Query& query, MathValue value) {
  if (const auto* series = std::get_if<TimeSeries>(&value)) points_ += series->points.size();
  if (const auto* many = std::get_if<std::vector<TimeSeries>>(&value)) {
    for (const TimeSeries& each : *many) points_ += each.points.size();
  }
  if (points_ > calculated_points_max) {
    return tl::unexpected{
        fmt::format("The call comes to more than {} datapoints.", calculated_points_max)};
  }
  return values_.emplace(query.id, std::move(value)).first->second;
}

TimeSeries Queries::fetch(const Query& query) {
  const auto& stat = *query.metric_stat;
  TimeSeries result{.label = label_of(query), .period = stat.period};
  const Instant now = cloudwatch_.now();
  const Series* series = cloudwatch_.metrics.find(
      metric_id(stat.metric.namespace_.value_or(""), stat.metric.metric_name.value_or(""),
                stat.metric.dimensions),
      now);
  if (series == nullptr) return result;

  const auto statistic = parse_statistic(stat.stat);
  std::set<Unit> units;
  const Window window = Window::align(request_.start_time, request_.end_time, stat.period, now);
  for (const auto& [begin, slot] : cut(*series, window, !statistic->basic())) {
    const UnitAggregate* chosen = nullptr;
    for (const UnitAggregate& each : slot) {
      if (stat.unit && unit_name(each.unit) != *stat.unit) continue;
      units.insert(each.unit);
      // Values of different units are not mixed: the first in AWS's order of units is taken.
      if (chosen == nullptr || each.unit < chosen->unit) chosen = &each;
    }
    if (chosen == nullptr) continue;
    const std::optional<double> value = statistic->of(chosen->aggregate);
    if (value) result.points.emplace_hint(result.points.end(), begin, *value);
  }
  if (units.size() > 1) {
    std::vector<std::string_view> names;
    for (const Unit unit : units) names.push_back(unit_name(unit));
    messages_[query.id].push_back(
        {.code = "MultipleUnits",
         .value = fmt::format("Multiple units returned: '[{}]'", fmt::join(names, ", "))});
  }
  return result;
}

// DEVIATION: dynamic labels (${MAX}, ${PROP(…)}) are returned as they were written.
std::string Queries::label_of(const Query& query) const {
  if (query.label) return *query.label;
  if (!query.metric_stat) return query.id;
  const Differences differ = differences(request_);
  std::string label = query.metric_stat->metric.metric_name.value_or("");
  if (differ.statistic) label.append(" ").append(query.metric_stat->stat);
  if (differ.period) label.append(fmt::format(" {}", query.metric_stat->period));
  return label;
}

}  // namespace spotdrill::cloudwatch
