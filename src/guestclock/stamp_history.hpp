// Times of files where drill time passes over waits: which stamp the kernel's means, and back, by
// the list of what was passed over when. Plain arithmetic, for both sides and their tests.
#pragma once

#include <cstdint>

#include "guestclock/pages.hpp"

namespace spotdrill::guestclock {

/// The kernel stamps with a clock that goes on by ticks: what was written just after a wait may
/// carry a time just before its end. Such a stamp counts as after it.
inline constexpr std::int64_t stamp_tick_ns = 4'000'000;

/// How far drill time was ahead of real time when the kernel's stamp was made; zero for what is
/// older than the list.
inline std::int64_t ahead_at(const Ahead* list, std::uint32_t count, std::int64_t real_ns) {
  std::uint32_t low = 0;
  std::uint32_t high = count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (list[middle].since_ns <= real_ns) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : list[low - 1].ahead_ns;
}

/// The drill's time for a stamp of the kernel's: grows with it, and never lies in the future.
inline std::int64_t shown_stamp(const Ahead* list, std::uint32_t count, std::int64_t real_ns) {
  return real_ns + ahead_at(list, count, real_ns + stamp_tick_ns);
}

/// The earliest stamp that is shown as `drill_ns` or later.
inline std::int64_t stamp_shown_as(const Ahead* list, std::uint32_t count, std::int64_t drill_ns) {
  std::uint32_t low = 0;
  std::uint32_t high = count;
  while (low < high) {  // The first entry at whose beginning drill time was past `drill_ns`.
    const std::uint32_t middle = low + (high - low) / 2;
    const std::int64_t begin = list[middle].since_ns - stamp_tick_ns + list[middle].ahead_ns;
    if (begin <= drill_ns) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const std::int64_t ahead = low == 0 ? 0 : list[low - 1].ahead_ns;
  const std::int64_t real = drill_ns - ahead;
  // In what was passed over: the first stamp after it.
  const bool passed_over = low < count && real > list[low].since_ns - stamp_tick_ns;
  return passed_over ? list[low].since_ns - stamp_tick_ns : real;
}

}  // namespace spotdrill::guestclock
