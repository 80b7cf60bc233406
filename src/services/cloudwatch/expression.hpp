// Metric math: an expression's text to its value. Knows time series, not where they come from.
// There are operators (math_operators.cpp), numbers, identifiers, arrays, METRICS() and functions
// (math_functions.cpp). Others, SEARCH and Metrics Insights among them, are refused by name.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "services/cloudwatch/window.hpp"

namespace spotdrill::cloudwatch {

struct TimeSeries {
  std::string label;
  std::int64_t period = 60;               ///< Units: seconds.
  std::map<std::int64_t, double> points;  ///< Units of the keys: seconds since the epoch.
};

/// What AWS calls S, TS and TS[].
using MathValue = std::variant<double, TimeSeries, std::vector<TimeSeries>>;

/// A value, or one sentence that says what is wrong with the expression.
using MathResult = Result<MathValue, std::string>;

/// What an expression may refer to.
struct MathNames {
  /// The value of another query's id.
  std::function<MathResult(std::string_view id)> find;
  /// The series of every metric of the request whose id contains `part`.
  std::function<std::vector<TimeSeries>(std::string_view part)> metrics;
  /// The time that the request asks for, in periods of so many seconds.
  std::function<Window(std::int64_t period)> window;
};

/// Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
MathResult evaluate(std::string_view expression, const MathNames& names);

}  // namespace spotdrill::cloudwatch
