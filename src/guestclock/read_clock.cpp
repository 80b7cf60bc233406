// What time it is: clock_gettime, gettimeofday, time, timespec_get.
#include <sys/time.h>

#include <cerrno>

#include "guestclock/clock_map.hpp"

namespace gc = spotdrill::guestclock;

SPOTDRILL_EXPORT int clock_gettime(clockid_t clock, timespec* time) noexcept {
  if (!gc::follows_drill(clock) || time == nullptr) {
    using Function = int (*)(clockid_t, timespec*);
    static const Function real = gc::next<Function>("clock_gettime");
    return real(clock, time);
  }
  *time = gc::to_timespec(gc::drill_now(clock));
  return 0;
}

SPOTDRILL_EXPORT int gettimeofday(timeval* time, void* zone) noexcept {
  if (zone != nullptr) *static_cast<struct timezone*>(zone) = {};
  if (time != nullptr) {
    const std::int64_t ns = gc::drill_now(CLOCK_REALTIME);
    *time = {ns / 1'000'000'000, ns % 1'000'000'000 / 1000};
  }
  return 0;
}

SPOTDRILL_EXPORT time_t time(time_t* out) noexcept {
  const time_t seconds = gc::drill_now(CLOCK_REALTIME) / 1'000'000'000;
  if (out != nullptr) *out = seconds;
  return seconds;
}

SPOTDRILL_EXPORT int timespec_get(timespec* time, int base) noexcept {
  if (base != TIME_UTC) return 0;
  *time = gc::to_timespec(gc::drill_now(CLOCK_REALTIME));
  return base;
}
