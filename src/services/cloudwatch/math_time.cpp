// Functions that know the time that the request asks for, in which they leave no period out.
#include <chrono>

#include "services/cloudwatch/math_parts.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// AWS gives no more points than this in a reply.
constexpr std::int64_t filled_points_max = 100'800;

/// The time that was asked for in periods of `period` seconds; no more than can be filled.
Result<Window, std::string> fillable(const MathCall& call, std::int64_t period) {
  const Window window = call.names.window(period);
  if ((window.end - window.start) / window.period > filled_points_max) {
    return tl::unexpected{
        fmt::format("{} would come to more than {} datapoints.", call.name, filled_points_max)};
  }
  return window;
}

/// A point in each period.
template <class Value>
TimeSeries in_each(const Window& window, std::string label, Value value) {
  TimeSeries result{.label = std::move(label), .period = window.period};
  for (std::int64_t at = window.start; at < window.end; at += window.period) {
    const std::optional<double> here = value(at);
    if (here && std::isfinite(*here)) result.points.emplace_hint(result.points.end(), at, *here);
  }
  return result;
}

/// What stands for the missing point at `at`.
std::optional<double> filler(const TimeSeries& series, const MathArgument& with, std::int64_t at) {
  if (with.word.empty()) {
    if (const double* scalar = std::get_if<double>(&with.value)) return *scalar;
    const auto& other = std::get<TimeSeries>(with.value).points;
    const auto found = other.find(at);
    return found == other.end() ? std::nullopt : std::optional{found->second};
  }
  const auto after = series.points.upper_bound(at);
  if (after == series.points.begin()) return std::nullopt;
  const auto before = std::prev(after);
  if (with.word == "REPEAT") return before->second;
  if (after == series.points.end()) return std::nullopt;
  const double part =
      static_cast<double>(at - before->first) / static_cast<double>(after->first - before->first);
  return before->second + part * (after->second - before->second);
}

Result<TimeSeries, std::string> fill(const MathCall& call, const TimeSeries& series) {
  const Window window = TRY(fillable(call, series.period));
  return in_each(window, series.label, [&](std::int64_t at) {
    const auto found = series.points.find(at);
    if (found != series.points.end()) return std::optional{found->second};
    return filler(series, call.arguments[1], at);
  });
}

double calendar_part(std::string_view part, std::int64_t at) {
  using namespace std::chrono;
  const sys_seconds time{seconds{at}};
  const sys_days day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  if (part == "MINUTE") return static_cast<double>(clock.minutes().count());
  if (part == "HOUR") return static_cast<double>(clock.hours().count());
  if (part == "DAY") return weekday{day}.iso_encoding();  // 1 is Monday.
  if (part == "DATE") return static_cast<unsigned>(date.day());
  if (part == "MONTH") return static_cast<unsigned>(date.month());
  if (part == "YEAR") return static_cast<int>(date.year());
  return static_cast<double>(at);
}

/// `change` of a series, or of each of an array, which may say what is wrong.
template <class Change>
MathResult try_each_series(const MathCall& call, Change change) {
  const MathArgument& argument = call.arguments[0];
  if (const auto* series = std::get_if<TimeSeries>(&argument.value)) {
    return MathValue{TRY(change(*series))};
  }
  Many results;
  for (const TimeSeries& each : *TRY(array_of(call))) results.push_back(TRY(change(each)));
  return MathValue{std::move(results)};
}

}  // namespace

MathResult math_fill(const MathCall& call) {
  const MathArgument& with = call.arguments[1];
  const bool known = with.word.empty() ? !std::holds_alternative<Many>(with.value)
                                       : with.word == "REPEAT" || with.word == "LINEAR";
  if (!known) {
    return tl::unexpected{
        std::string{"FILL expects a number, a time series, REPEAT or LINEAR to fill with."}};
  }
  return try_each_series(call, [&](const TimeSeries& each) { return fill(call, each); });
}

MathResult math_time_series(const MathCall& call) {
  const double value = TRY(number_of(call, 0));
  const Window window = TRY(fillable(call, 0));
  return MathValue{in_each(window, {}, [&](std::int64_t) { return std::optional{value}; })};
}

MathResult math_calendar(const MathCall& call) {
  return try_each_series(call, [&](const TimeSeries& each) -> Result<TimeSeries, std::string> {
    const Window window = TRY(fillable(call, each.period));
    return in_each(window, each.label,
                   [&](std::int64_t at) { return std::optional{calendar_part(call.name, at)}; });
  });
}

MathResult math_diff_time(const MathCall& call) {
  return for_each_series(call, [](const TimeSeries& series) {
    TimeSeries result{.label = series.label, .period = series.period};
    std::optional<std::int64_t> before;
    for (const auto& [at, value] : series.points) {
      if (before) result.points[at] = static_cast<double>(at - *before);
      before = at;
    }
    return result;
  });
}

}  // namespace spotdrill::cloudwatch
