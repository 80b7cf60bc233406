// Sleeping: nanosleep, clock_nanosleep, usleep, sleep.
#include <unistd.h>

#include <cerrno>

#include "guestclock/clock_map.hpp"
#include "guestclock/waiting.hpp"

namespace gc = spotdrill::guestclock;

namespace {

int real_nanosleep(const timespec* request, timespec* left) {
  using Function = int (*)(const timespec*, timespec*);
  static const Function real = gc::next<Function>("nanosleep");
  return real(request, left);
}

// Where waits are passed over: zero, or an error number as clock_nanosleep has it.
int sleep_through(std::int64_t until_ns, timespec* left) {
  if (gc::sleep_until(until_ns)) return 0;
  if (left != nullptr) *left = gc::to_timespec(gc::left_until(until_ns));
  return EINTR;
}

}  // namespace

SPOTDRILL_EXPORT int nanosleep(const timespec* request, timespec* left) {
  if (request == nullptr || !gc::valid(*request)) return real_nanosleep(request, left);
  if (gc::passes_over()) {
    const int error = sleep_through(gc::end_of_span(gc::to_ns(*request)), left);
    if (error != 0) errno = error;
    return error == 0 ? 0 : -1;
  }
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
  if (gc::passes_over()) {
    const std::int64_t ns = gc::to_ns(*request);
    return (flags & TIMER_ABSTIME) != 0 ? sleep_through(gc::end_at(clock, ns), nullptr)
                                        : sleep_through(gc::end_of_span(ns), left);
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
  const timespec span = gc::to_timespec(std::int64_t{microseconds} * 1000);
  return nanosleep(&span, nullptr);
}

SPOTDRILL_EXPORT unsigned sleep(unsigned seconds) {
  const timespec span = gc::to_timespec(std::int64_t{seconds} * 1'000'000'000);
  timespec rest{};
  if (nanosleep(&span, &rest) == 0) return 0;
  return static_cast<unsigned>((gc::to_ns(rest) + 999'999'999) / 1'000'000'000);
}
