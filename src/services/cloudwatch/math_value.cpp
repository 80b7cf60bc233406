#include "services/cloudwatch/math_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace spotdrill::cloudwatch {
namespace {

using Many = std::vector<TimeSeries>;

double calculate(char symbol, double left, double right) {
  switch (symbol) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return std::pow(left, right);
  }
}

/// `series` with `change` made to every point; points without a finite result are left out.
template <class Change>
TimeSeries map_points(const TimeSeries& series, Change change) {
  TimeSeries result{.label = series.label, .period = series.period};
  for (const auto& [at, value] : series.points) {
    const double changed = change(value);
    if (std::isfinite(changed)) result.points.emplace_hint(result.points.end(), at, changed);
  }
  return result;
}

/// Both must have a point, else the result has none.
TimeSeries combine(char symbol, const TimeSeries& left, const TimeSeries& right) {
  TimeSeries result{.label = left.label, .period = std::max(left.period, right.period)};
  for (const auto& [at, value] : left.points) {
    const auto other = right.points.find(at);
    if (other == right.points.end()) continue;
    const double calculated = calculate(symbol, value, other->second);
    if (std::isfinite(calculated)) result.points.emplace_hint(result.points.end(), at, calculated);
  }
  return result;
}

std::string_view kind_of(const MathValue& value) {
  constexpr std::string_view names[] = {"Scalar", "TimeSeries", "Array[TimeSeries]"};
  return names[value.index()];
}

MathResult apply_to_series(char symbol, const MathValue& left, const MathValue& right) {
  if (const double* scalar = std::get_if<double>(&left)) {
    return map_points(std::get<TimeSeries>(right),
                      [&](double point) { return calculate(symbol, *scalar, point); });
  }
  if (const double* scalar = std::get_if<double>(&right)) {
    return map_points(std::get<TimeSeries>(left),
                      [&](double point) { return calculate(symbol, point, *scalar); });
  }
  return combine(symbol, std::get<TimeSeries>(left), std::get<TimeSeries>(right));
}

struct Reduction {
  std::string_view name;
  double (*reduce)(const std::vector<double>&);  ///< At least one value.
};

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

constexpr Reduction reductions[] = {
    {"SUM", sum_of},
    {"AVG", [](const std::vector<double>& v) { return sum_of(v) / static_cast<double>(v.size()); }},
    {"MIN", [](const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); }},
    {"MAX", [](const std::vector<double>& v) { return *std::max_element(v.begin(), v.end()); }},
};

struct PointFunction {
  std::string_view name;
  double (*apply)(double);
};

constexpr PointFunction point_functions[] = {
    {"ABS", [](double v) { return std::abs(v); }},
    {"CEIL", [](double v) { return std::ceil(v); }},
    {"FLOOR", [](double v) { return std::floor(v); }},
    {"LOG", [](double v) { return std::log(v); }},
    {"LOG10", [](double v) { return std::log10(v); }},
};

/// A scalar of one series; a series of an array, point by point.
MathResult reduce(const Reduction& reduction, const MathValue& argument) {
  if (const auto* series = std::get_if<TimeSeries>(&argument)) {
    std::vector<double> values;
    for (const auto& [at, value] : series->points) values.push_back(value);
    // The sum of nothing is nothing to calculate with; zero would be an invention.
    return values.empty() ? std::nan("") : reduction.reduce(values);
  }
  const auto* many = std::get_if<Many>(&argument);
  if (many == nullptr) return argument;
  std::map<std::int64_t, std::vector<double>> columns;
  TimeSeries result{.period = 1};
  for (const TimeSeries& each : *many) {
    result.period = std::max(result.period, each.period);
    for (const auto& [at, value] : each.points) columns[at].push_back(value);
  }
  for (const auto& [at, values] : columns) result.points[at] = reduction.reduce(values);
  return result;
}

template <class Change>
MathResult for_each_series(const MathValue& argument, Change change) {
  if (const auto* series = std::get_if<TimeSeries>(&argument)) return MathValue{change(*series)};
  Many results;
  for (const TimeSeries& each : std::get<Many>(argument)) results.push_back(change(each));
  return MathValue{std::move(results)};
}

MathResult apply_points(const PointFunction& function, const MathValue& argument) {
  if (const double* scalar = std::get_if<double>(&argument)) return function.apply(*scalar);
  return for_each_series(argument,
                         [&](const TimeSeries& each) { return map_points(each, function.apply); });
}

/// DIFF: each point less the one before it. RATE: the same by the second.
TimeSeries differences(const TimeSeries& series, bool per_second) {
  TimeSeries result{.label = series.label, .period = series.period};
  std::optional<std::pair<std::int64_t, double>> before;
  for (const auto& [at, value] : series.points) {
    if (before) {
      const double span = per_second ? static_cast<double>(at - before->first) : 1;
      result.points[at] = (value - before->second) / span;
    }
    before = {at, value};
  }
  return result;
}

TimeSeries running_sum(const TimeSeries& series) {
  TimeSeries result{.label = series.label, .period = series.period};
  double sum = 0;
  for (const auto& [at, value] : series.points) result.points[at] = sum += value;
  return result;
}

std::optional<MathResult> apply_series_function(std::string_view name, const MathValue& argument) {
  const bool known = name == "DIFF" || name == "RATE" || name == "RUNNING_SUM";
  if (!known) return std::nullopt;
  if (std::holds_alternative<double>(argument)) {
    return MathResult{tl::unexpected{fmt::format("{} expects a time series.", name)}};
  }
  return for_each_series(argument, [&](const TimeSeries& each) {
    return name == "RUNNING_SUM" ? running_sum(each) : differences(each, name == "RATE");
  });
}

}  // namespace

MathResult apply_operator(char symbol, const MathValue& left, const MathValue& right) {
  const double* left_scalar = std::get_if<double>(&left);
  const double* right_scalar = std::get_if<double>(&right);
  if (left_scalar != nullptr && right_scalar != nullptr) {
    return calculate(symbol, *left_scalar, *right_scalar);
  }
  const auto* left_many = std::get_if<Many>(&left);
  const auto* right_many = std::get_if<Many>(&right);
  if (left_many != nullptr && right_many != nullptr) {
    return tl::unexpected{fmt::format("Unsupported operand type(s) for {}: '[{}, {}]'", symbol,
                                      kind_of(left), kind_of(right))};
  }
  if (left_many == nullptr && right_many == nullptr) return apply_to_series(symbol, left, right);
  Many results;
  for (const TimeSeries& each : left_many != nullptr ? *left_many : *right_many) {
    MathResult one = left_many != nullptr ? apply_to_series(symbol, each, right)
                                          : apply_to_series(symbol, left, each);
    TimeSeries series = std::get<TimeSeries>(TRY(std::move(one)));
    series.label = each.label;
    results.push_back(std::move(series));
  }
  return MathValue{std::move(results)};
}

std::optional<MathResult> apply_function(std::string_view name,
                                         const std::vector<MathValue>& arguments) {
  const auto known = [name](const auto& each) { return each.name == name; };
  const auto* reduction = std::find_if(std::begin(reductions), std::end(reductions), known);
  const auto* function =
      std::find_if(std::begin(point_functions), std::end(point_functions), known);
  const bool is_reduction = reduction != std::end(reductions);
  const bool is_function = function != std::end(point_functions);
  const bool is_other =
      name == "DIFF" || name == "RATE" || name == "RUNNING_SUM" || name == "PERIOD";
  if (!is_reduction && !is_function && !is_other) return std::nullopt;
  if (arguments.size() != 1) {
    return MathResult{tl::unexpected{fmt::format("{} expects one argument.", name)}};
  }
  if (is_reduction) return reduce(*reduction, arguments[0]);
  if (is_function) return apply_points(*function, arguments[0]);
  if (name != "PERIOD") return apply_series_function(name, arguments[0]);
  if (const auto* series = std::get_if<TimeSeries>(&arguments[0])) {
    return MathResult{static_cast<double>(series->period)};
  }
  return MathResult{tl::unexpected{std::string{"PERIOD expects a time series."}}};
}

}  // namespace spotdrill::cloudwatch
