// Times of files in drill time. The kernel stamps files with real time; from the moment on at which
// drill time left real time, a stamp is shown on drill time's line, so that a file's age agrees
// with what time() shows. Older stamps, as the host's programs have them, stay.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <ctime>

namespace spotdrill::guestclock {

/// Units: nanoseconds since 1970. `origin` is where drill and real time agree.
inline std::int64_t drill_stamp(std::int64_t real_ns, std::int64_t origin_ns, double rate) {
  if (real_ns <= origin_ns) return real_ns;
  constexpr long double longest = 9.0e18L;
  const auto shown = static_cast<long double>(origin_ns) +
                     static_cast<long double>(real_ns - origin_ns) * static_cast<long double>(rate);
  return static_cast<std::int64_t>(shown < longest ? shown : longest);
}

/// The earliest stamp that is shown as `drill_ns` or later: one that was read can be set again, and
/// a whole second stays in its second.
inline std::int64_t real_stamp(std::int64_t drill_ns, std::int64_t origin_ns, double rate) {
  if (drill_ns <= origin_ns) return drill_ns;
  const long double span = static_cast<long double>(drill_ns - origin_ns) / rate;
  std::int64_t real = origin_ns + static_cast<std::int64_t>(span);
  constexpr int steps_max = 64;  // A division's rounding is a step or two.
  for (int step = 0; step < steps_max && drill_stamp(real, origin_ns, rate) < drill_ns; ++step) {
    ++real;
  }
  for (int step = 0; step < steps_max && drill_stamp(real - 1, origin_ns, rate) >= drill_ns;
       ++step) {
    --real;
  }
  return real;
}

/// Changes what the kernel gave, by the map of this program.
void show_stamp(timespec& time);
void show_stamps(struct statx& about);

/// The stamp to be set for what a program gives; UTIME_NOW and UTIME_OMIT stay.
timespec stamp_to_set(const timespec& time);

}  // namespace spotdrill::guestclock
