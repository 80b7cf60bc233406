// IF: a value for each point of the condition, or one for all of it.
#include "services/cloudwatch/math_parts.hpp"

namespace spotdrill::cloudwatch {
namespace {

/// What `value` is at a moment; nothing when it has no point there.
std::optional<double> value_then(const MathValue& value, std::int64_t at) {
  if (const double* scalar = std::get_if<double>(&value)) return *scalar;
  const TimeSeries& series = std::get<TimeSeries>(value);
  const auto found = series.points.find(at);
  if (found == series.points.end()) return std::nullopt;
  return found->second;
}

}  // namespace

MathResult math_if(const MathCall& call) {
  for (const MathArgument& each : call.arguments) {
    if (!each.word.empty() || std::holds_alternative<Many>(each.value)) {
      return tl::unexpected{std::string{"IF expects numbers and time series, and no array."}};
    }
  }
  // Without the third argument there is no point where the condition does not hold.
  const MathValue& condition = call.arguments[0].value;
  const MathValue nothing = TimeSeries{};
  const MathValue& held = call.arguments[1].value;
  const MathValue& otherwise = call.arguments.size() > 2 ? call.arguments[2].value : nothing;
  if (const double* scalar = std::get_if<double>(&condition)) {
    return *scalar != 0 ? held : otherwise;
  }
  const TimeSeries& series = std::get<TimeSeries>(condition);
  TimeSeries result{.label = series.label, .period = series.period};
  for (const auto& [at, value] : series.points) {
    const auto chosen = value_then(value != 0 ? held : otherwise, at);
    if (chosen && std::isfinite(*chosen))
      result.points.emplace_hint(result.points.end(), at, *chosen);
  }
  return result;
}

}  // namespace spotdrill::cloudwatch
