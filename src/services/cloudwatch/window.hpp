// A span of time, cut into periods as CloudWatch cuts it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "base/units.hpp"
#include "services/cloudwatch/metric_store.hpp"

namespace spotdrill::cloudwatch {

/// From `start` to before `end`. Units: seconds since the epoch, and seconds.
struct Window {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::int64_t period = 60;

  /// The window that a request for [start, end) gets when it comes at `now`.
  static Window align(Instant start, Instant end, std::int64_t period, Instant now);
};

/// 1, 5, 10, 20, 30, or a multiple of 60.
bool valid_period(std::int64_t period);

/// What each period of `window` received, by where it begins. Periods without data are absent.
/// Without `distributions` only what the basic statistics need, which is much cheaper.
std::map<std::int64_t, Slot> cut(const Series& series, const Window& window, bool distributions);

}  // namespace spotdrill::cloudwatch
