// Instant and Duration: all time in spotdrill. A bare number names its unit last.
#pragma once

#include <chrono>

namespace spotdrill {

/// A span of drill time. Units: microseconds.
using Duration = std::chrono::microseconds;

/// A moment of drill time, as UTC.
using Instant = std::chrono::sys_time<Duration>;

/// This computer's clock, whatever drill time is.
inline Instant real_now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

using namespace std::chrono_literals;

}  // namespace spotdrill
