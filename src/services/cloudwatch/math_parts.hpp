// What the functions of metric math share: walking over values of each kind.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "services/cloudwatch/math_functions.hpp"

namespace spotdrill::cloudwatch {

using Many = std::vector<TimeSeries>;

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

/// `change` of a series, or of each of an array.
template <class Change>
MathResult for_each_series(const MathCall& call, Change change) {
  const MathValue& argument = call.arguments[0].value;
  if (const auto* series = std::get_if<TimeSeries>(&argument)) return MathValue{change(*series)};
  const auto* many = std::get_if<Many>(&argument);
  if (many == nullptr || !call.arguments[0].word.empty()) {
    return tl::unexpected{fmt::format("{} expects a time series.", call.name)};
  }
  Many results;
  for (const TimeSeries& each : *many) results.push_back(change(each));
  return MathValue{std::move(results)};
}

/// The array that the first argument is; nothing else will do.
Result<const Many*, std::string> array_of(const MathCall& call);

/// Argument number `index`, which is a number.
Result<double, std::string> number_of(const MathCall& call, std::size_t index);

}  // namespace spotdrill::cloudwatch
