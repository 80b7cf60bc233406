#include "services/cloudwatch/math_operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"
#include "services/cloudwatch/math_parts.hpp"

namespace spotdrill::cloudwatch {
namespace {

using Calculation = double (*)(double, double);

struct Operator {
  std::string_view symbol;
  Calculation calculate;
};

double truth(bool is_true) {
  return is_true ? 1 : 0;
}

constexpr Operator operators[] = {
    {"+", [](double a, double b) { return a + b; }},
    {"-", [](double a, double b) { return a - b; }},
    {"*", [](double a, double b) { return a * b; }},
    {"/", [](double a, double b) { return a / b; }},
    {"^", [](double a, double b) { return std::pow(a, b); }},
    {"<", [](double a, double b) { return truth(a < b); }},
    {"<=", [](double a, double b) { return truth(a <= b); }},
    {">", [](double a, double b) { return truth(a > b); }},
    {">=", [](double a, double b) { return truth(a >= b); }},
    {"==", [](double a, double b) { return truth(a == b); }},
    {"!=", [](double a, double b) { return truth(a != b); }},
    {"&&", [](double a, double b) { return truth(a != 0 && b != 0); }},
    {"||", [](double a, double b) { return truth(a != 0 || b != 0); }},
};

/// Both must have a point, else the result has none.
TimeSeries combine(Calculation calculate, const TimeSeries& left, const TimeSeries& right) {
  TimeSeries result{.label = left.label, .period = std::max(left.period, right.period)};
  for (const auto& [at, value] : left.points) {
    const auto other = right.points.find(at);
    if (other == right.points.end()) continue;
    const double calculated = calculate(value, other->second);
    if (std::isfinite(calculated)) result.points.emplace_hint(result.points.end(), at, calculated);
  }
  return result;
}

std::string_view kind_of(const MathValue& value) {
  constexpr std::string_view names[] = {"Scalar", "TimeSeries", "Array[TimeSeries]"};
  return names[value.index()];
}

MathResult apply_to_series(Calculation calculate, const MathValue& left, const MathValue& right) {
  if (const double* scalar = std::get_if<double>(&left)) {
    return map_points(std::get<TimeSeries>(right),
                      [&](double point) { return calculate(*scalar, point); });
  }
  if (const double* scalar = std::get_if<double>(&right)) {
    return map_points(std::get<TimeSeries>(left),
                      [&](double point) { return calculate(point, *scalar); });
  }
  return combine(calculate, std::get<TimeSeries>(left), std::get<TimeSeries>(right));
}

}  // namespace

MathResult apply_operator(std::string_view symbol, const MathValue& left, const MathValue& right) {
  const auto* found = std::ranges::find(operators, symbol, &Operator::symbol);
  ASSERT(found != std::end(operators));
  const Calculation calculate = found->calculate;
  const double* left_scalar = std::get_if<double>(&left);
  const double* right_scalar = std::get_if<double>(&right);
  if (left_scalar != nullptr && right_scalar != nullptr) {
    return calculate(*left_scalar, *right_scalar);
  }
  const auto* left_many = std::get_if<Many>(&left);
  const auto* right_many = std::get_if<Many>(&right);
  if (left_many != nullptr && right_many != nullptr) {
    return tl::unexpected{fmt::format("Unsupported operand type(s) for {}: '[{}, {}]'", symbol,
                                      kind_of(left), kind_of(right))};
  }
  if (left_many == nullptr && right_many == nullptr) return apply_to_series(calculate, left, right);
  Many results;
  for (const TimeSeries& each : left_many != nullptr ? *left_many : *right_many) {
    MathResult one = left_many != nullptr ? apply_to_series(calculate, each, right)
                                          : apply_to_series(calculate, left, each);
    TimeSeries series = std::get<TimeSeries>(TRY(std::move(one)));
    series.label = each.label;
    results.push_back(std::move(series));
  }
  return MathValue{std::move(results)};
}

}  // namespace spotdrill::cloudwatch
