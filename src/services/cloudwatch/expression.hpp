// Metric math: an expression's text to its value. Knows time series, not where they come from.
// There are + - * / ^, numbers, identifiers, arrays, METRICS() and the functions named in
// expression.cpp. Every other function, SEARCH and Metrics Insights among them, is refused by name.
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
};

/// Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
MathResult evaluate(std::string_view expression, const MathNames& names);

}  // namespace spotdrill::cloudwatch
