// Instant and Duration: all time in spotdrill. A bare number names its unit last.
#pragma once

#include <chrono>
#include <cstdint>

namespace spotdrill {

/// A span of drill time. Units: microseconds.
using Duration = std::chrono::microseconds;

/// A moment of drill time, as UTC.
using Instant = std::chrono::sys_time<Duration>;

/// This computer's clock, whatever drill time is.
inline Instant real_now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

inline std::int64_t millis_since_epoch(Instant instant) {
  return std::chrono::floor<std::chrono::milliseconds>(instant).time_since_epoch().count();
}

using namespace std::chrono_literals;

}  // namespace spotdrill
