#include "services/cloudwatch/window.hpp"

namespace spotdrill::cloudwatch {
namespace {

using std::chrono::hours;

std::int64_t floor_to(Instant instant, std::int64_t step) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  const std::int64_t remainder = seconds % step;
  return seconds - (remainder < 0 ? remainder + step : remainder);
}

std::int64_t ceil_to(Instant instant, std::int64_t step) {
  const std::int64_t floor = floor_to(instant, step);
  const bool whole = instant == Instant{std::chrono::seconds{floor}};
  return whole ? floor : floor + step;
}

/// "Start time less than 15 days ago - Round down to the nearest whole minute. ... Start time
/// between 15 and 63 days ago - Round down to the nearest 5-minute clock interval. ... Start time
/// greater than 63 days ago - Round down to the nearest 1-hour clock interval. ... If you set
/// Period to 5, 10, 20, or 30, the start time of your request is rounded down to the nearest time
/// that corresponds to even 5-, 10-, 20-, or 30-second divisions of a minute."
std::int64_t start_step(Instant start, std::int64_t period, Instant now) {
  if (period < 60) return period;
  if (now - start < hours{24 * 15}) return 60;
  if (now - start < hours{24 * 63}) return 300;
  return 3600;
}

Aggregate undistributed(const Aggregate& aggregate) {
  return {.count = aggregate.count,
          .sum = aggregate.sum,
          .minimum = aggregate.minimum,
          .maximum = aggregate.maximum,
          .distributed = false};
}

}  // namespace

Window Window::align(Instant start, Instant end, std::int64_t period, Instant now) {
  return {.start = floor_to(start, start_step(start, period, now)),
          // Data bears the time of its minute, so the minute in which `end` falls counts whole.
          .end = ceil_to(end, period < 60 ? 1 : 60),
          .period = period};
}

bool valid_period(std::int64_t period) {
  if (period == 1 || period == 5 || period == 10 || period == 20 || period == 30) return true;
  return period > 0 && period % 60 == 0;
}

std::map<std::int64_t, Slot> cut(const Series& series, const Window& window, bool distributions) {
  std::map<std::int64_t, Slot> periods;
  for (std::size_t resolution = 0; resolution < resolutions.size(); ++resolution) {
    // What is kept more coarsely than it is asked for is not available.
    if (resolutions[resolution].slot_seconds > window.period) break;
    const Slots& slots = series.slots[resolution];
    const auto end = slots.lower_bound(window.end);
    for (auto slot = slots.lower_bound(window.start); slot != end; ++slot) {
      const std::int64_t offset = slot->first - window.start;
      Slot& period = periods[window.start + offset - offset % window.period];
      for (const UnitAggregate& each : slot->second) {
        add_to(period, each.unit, distributions ? each.aggregate : undistributed(each.aggregate));
      }
    }
  }
  return periods;
}

}  // namespace spotdrill::cloudwatch
