// SUM and its like: a number of a series; of an array a series, point by point.
#include <algorithm>

#include "services/cloudwatch/math_parts.hpp"

namespace spotdrill::cloudwatch {
namespace {

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

double average_of(const std::vector<double>& values) {
  return sum_of(values) / static_cast<double>(values.size());
}

/// Of the population.
// DEVIATION: the guide does not say whether it is that of a sample.
double deviation_of(const std::vector<double>& values) {
  const double average = average_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - average) * (value - average);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

struct NamedReduction {
  std::string_view name;
  Reduction reduce;
};

constexpr NamedReduction reductions[] = {
    {"AVG", average_of},
    {"DATAPOINT_COUNT",
     [](const std::vector<double>& values) { return static_cast<double>(values.size()); }},
    {"MAX", [](const std::vector<double>& values) { return *std::ranges::max_element(values); }},
    {"MIN", [](const std::vector<double>& values) { return *std::ranges::min_element(values); }},
    {"STDDEV", deviation_of},
    {"SUM", sum_of},
};

}  // namespace

Reduction find_reduction(std::string_view name) {
  const auto* found = std::ranges::find(reductions, name, &NamedReduction::name);
  return found == std::end(reductions) ? nullptr : found->reduce;
}

MathResult math_reduce(const MathCall& call) {
  const MathArgument& argument = call.arguments[0];
  if (!argument.word.empty()) {
    return tl::unexpected{fmt::format("{} expects a value.", call.name)};
  }
  const Reduction reduce_values = find_reduction(call.name);
  if (const auto* series = std::get_if<TimeSeries>(&argument.value)) {
    std::vector<double> values;
    for (const auto& [at, value] : series->points) values.push_back(value);
    // The sum of nothing is nothing to calculate with; zero would be an invention.
    return values.empty() ? std::nan("") : reduce_values(values);
  }
  const auto* many = std::get_if<Many>(&argument.value);
  if (many == nullptr) return argument.value;
  std::map<std::int64_t, std::vector<double>> columns;
  TimeSeries result{.period = 1};
  for (const TimeSeries& each : *many) {
    result.period = std::max(result.period, each.period);
    for (const auto& [at, value] : each.points) columns[at].push_back(value);
  }
  for (const auto& [at, values] : columns) result.points[at] = reduce_values(values);
  return result;
}

}  // namespace spotdrill::cloudwatch
