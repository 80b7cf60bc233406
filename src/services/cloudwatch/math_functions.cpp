#include "services/cloudwatch/math_functions.hpp"

#include <algorithm>

#include "services/cloudwatch/math_parts.hpp"

namespace spotdrill::cloudwatch {
namespace {

template <double (*change)(double)>
MathResult points(const MathCall& call) {
  if (const auto* scalar = std::get_if<double>(&call.arguments[0].value)) {
    if (call.arguments[0].word.empty()) return change(*scalar);
  }
  return for_each_series(call, [](const TimeSeries& each) { return map_points(each, change); });
}

template <TimeSeries (*change)(const TimeSeries&)>
MathResult series(const MathCall& call) {
  return for_each_series(call, change);
}

/// Each point less the one before it; by the second, where that is asked for.
template <bool per_second>
TimeSeries differences(const TimeSeries& series) {
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

MathResult period(const MathCall& call) {
  const auto* series = std::get_if<TimeSeries>(&call.arguments[0].value);
  if (series == nullptr) return tl::unexpected{std::string{"PERIOD expects a time series."}};
  return static_cast<double>(series->period);
}

// Source: CloudWatch User Guide, "Functions supported for metric math".
constexpr MathFunction functions[] = {
    {"ABS", 1, 1, "one argument", points<[](double v) { return std::abs(v); }>},
    {"AVG", 1, 1, "one argument", math_reduce},
    {"CEIL", 1, 1, "one argument", points<[](double v) { return std::ceil(v); }>},
    {"DATAPOINT_COUNT", 1, 1, "one argument", math_reduce},
    {"DATE", 1, 1, "one argument", math_calendar},
    {"DAY", 1, 1, "one argument", math_calendar},
    {"DIFF", 1, 1, "one argument", series<differences<false>>},
    {"DIFF_TIME", 1, 1, "one argument", math_diff_time},
    {"EPOCH", 1, 1, "one argument", math_calendar},
    {"FILL", 2, 2, "two arguments: a time series, and a number, REPEAT or LINEAR", math_fill},
    {"FIRST", 1, 1, "one argument", math_end},
    {"FLOOR", 1, 1, "one argument", points<[](double v) { return std::floor(v); }>},
    {"HOUR", 1, 1, "one argument", math_calendar},
    {"IF", 2, 3, "two or three arguments: a condition, and values", math_if},
    {"LAST", 1, 1, "one argument", math_end},
    {"LOG", 1, 1, "one argument", points<[](double v) { return std::log(v); }>},
    {"LOG10", 1, 1, "one argument", points<[](double v) { return std::log10(v); }>},
    {"MAX", 1, 1, "one argument", math_reduce},
    {"METRIC_COUNT", 1, 1, "one argument", math_metric_count},
    {"MIN", 1, 1, "one argument", math_reduce},
    {"MINUTE", 1, 1, "one argument", math_calendar},
    {"MONTH", 1, 1, "one argument", math_calendar},
    {"PERIOD", 1, 1, "one argument", period},
    {"RATE", 1, 1, "one argument", series<differences<true>>},
    {"REMOVE_EMPTY", 1, 1, "one argument", math_remove_empty},
    {"RUNNING_SUM", 1, 1, "one argument", series<running_sum>},
    {"SLICE", 2, 3, "two or three arguments: an array, where to begin and before what to end",
     math_slice},
    {"SORT", 3, 4, "three or four arguments: an array, a function, ASC or DESC, and how many",
     math_sort},
    {"STDDEV", 1, 1, "one argument", math_reduce},
    {"SUM", 1, 1, "one argument", math_reduce},
    {"TIME_SERIES", 1, 1, "one argument", math_time_series},
    {"YEAR", 1, 1, "one argument", math_calendar},
};

}  // namespace

const MathFunction* find_function(std::string_view name) {
  const auto* found = std::ranges::find(functions, name, &MathFunction::name);
  return found == std::end(functions) ? nullptr : found;
}

}  // namespace spotdrill::cloudwatch
