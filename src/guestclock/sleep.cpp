// Sleeping: nanosleep, clock_nanosleep, usleep, sleep.
#include <unistd.h>

#include <cerrno>

#include "guestclock/clock_map.hpp"

namespace gc = spotdrill::guestclock;

namespace {

int real_nanosleep(const timespec* request, timespec* left) {
  using Function = int (*)(const timespec*, timespec*);
  static const Function real = gc::next<Function>("nanosleep");
  return real(request, left);
}

}  // namespace

SPOTDRILL_EXPORT int nanosleep(const timespec* request, timespec* left) {
  if (request == nullptr || !gc::valid(*request)) return real_nanosleep(request, left);
  const timespec real = gc::to_timespec(gc::real_span(gc::to_ns(*request)));
  timespec rest{};
  const int result = real_nanosleep(&real, &rest);
  if (result != 0 && left != nullptr) *left = gc::to_timespec(gc::drill_span(gc::to_ns(rest)));
  return result;
}

SPOTDRILL_EXPORT int clock_nanosleep(clockid_t clock, int flags, const timespec* request,
                                     timespec* left) {
  using Function = int (*)(clockid_t, int, const timespec*, timespec*);
  static const Function real = gc::next<Function>("clock_nanosleep");
  if (!gc::follows_drill(clock) || request == nullptr || !gc::valid(*request)) {
    return real(clock, flags, request, left);
  }
  if ((flags & TIMER_ABSTIME) != 0) {
    const timespec until = gc::to_timespec(gc::real_deadline(clock, gc::to_ns(*request)));
    return real(clock, flags, &until, nullptr);
  }
  const timespec span = gc::to_timespec(gc::real_span(gc::to_ns(*request)));
  timespec rest{};
  const int result = real(clock, flags, &span, &rest);
  if (result == EINTR && left != nullptr) *left = gc::to_timespec(gc::drill_span(gc::to_ns(rest)));
  return result;
}

SPOTDRILL_EXPORT int usleep(useconds_t microseconds) {
  const timespec span = gc::to_timespec(gc::real_span(std::int64_t{microseconds} * 1000));
  return real_nanosleep(&span, nullptr);
}

SPOTDRILL_EXPORT unsigned sleep(unsigned seconds) {
  const timespec span = gc::to_timespec(gc::real_span(std::int64_t{seconds} * 1'000'000'000));
  timespec rest{};
  if (real_nanosleep(&span, &rest) == 0) return 0;
  return static_cast<unsigned>((gc::drill_span(gc::to_ns(rest)) + 999'999'999) / 1'000'000'000);
}
