// Timers: alarm, setitimer, timer_settime, timerfd_settime.
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "guestclock/clock_map.hpp"

namespace gc = spotdrill::guestclock;

namespace {

timeval real_interval(const timeval& drill) {
  const std::int64_t ns = gc::real_span(gc::to_ns({drill.tv_sec, drill.tv_usec * 1000}));
  const timespec real = gc::to_timespec(ns > 0 && ns < 1000 ? 1000 : ns);
  return {real.tv_sec, real.tv_nsec / 1000};
}

timeval drill_interval(const timeval& real) {
  const timespec drill =
      gc::to_timespec(gc::drill_span(gc::to_ns({real.tv_sec, real.tv_usec * 1000})));
  return {drill.tv_sec, drill.tv_nsec / 1000};
}

int real_setitimer(int which, const itimerval* fresh, itimerval* old) {
  using Function = int (*)(int, const itimerval*, itimerval*);
  static const Function real = gc::next<Function>("setitimer");
  return real(which, fresh, old);
}

itimerspec real_timer(const itimerspec& drill, bool absolute, clockid_t clock) {
  const std::int64_t first = gc::to_ns(drill.it_value);
  // Zero disarms.
  const std::int64_t real = first == 0 ? 0
                            : absolute ? gc::real_deadline(clock, first)
                                       : gc::real_span(first);
  return {gc::to_timespec(gc::real_span(gc::to_ns(drill.it_interval))), gc::to_timespec(real)};
}

void to_drill(itimerspec* old) {
  if (old == nullptr) return;
  old->it_value = gc::to_timespec(gc::drill_span(gc::to_ns(old->it_value)));
  old->it_interval = gc::to_timespec(gc::drill_span(gc::to_ns(old->it_interval)));
}

// An absolute time tells its clock by its size, as with condition variables.
clockid_t clock_of(const timespec& when) {
  constexpr std::time_t thirty_years_s = 946'684'800;
  return when.tv_sec > thirty_years_s ? CLOCK_REALTIME : CLOCK_MONOTONIC;
}

}  // namespace

SPOTDRILL_EXPORT int setitimer(__itimer_which_t which, const itimerval* fresh,
                               itimerval* old) noexcept {
  // Processor time stays real.
  if (which != ITIMER_REAL || fresh == nullptr) return real_setitimer(which, fresh, old);
  const itimerval real{real_interval(fresh->it_interval), real_interval(fresh->it_value)};
  const int result = real_setitimer(which, &real, old);
  if (result == 0 && old != nullptr) {
    *old = {drill_interval(old->it_interval), drill_interval(old->it_value)};
  }
  return result;
}

SPOTDRILL_EXPORT unsigned alarm(unsigned seconds) noexcept {
  const itimerval fresh{{0, 0}, real_interval({static_cast<std::time_t>(seconds), 0})};
  itimerval old{};
  if (real_setitimer(ITIMER_REAL, &fresh, &old) != 0) return 0;
  const timeval left = drill_interval(old.it_value);
  // "Alarms are rounded up": zero would say that there was none.
  return static_cast<unsigned>(left.tv_sec + (left.tv_usec > 0 ? 1 : 0));
}

SPOTDRILL_EXPORT int timer_settime(timer_t timer, int flags, const itimerspec* fresh,
                                   itimerspec* old) noexcept {
  using Function = int (*)(timer_t, int, const itimerspec*, itimerspec*);
  static const Function next_34 = gc::next<Function>("timer_settime", "GLIBC_2.34");
  if (fresh == nullptr || !gc::valid(fresh->it_value)) return next_34(timer, flags, fresh, old);
  const itimerspec real =
      real_timer(*fresh, (flags & TIMER_ABSTIME) != 0, clock_of(fresh->it_value));
  const int result = next_34(timer, flags, &real, old);
  if (result == 0) to_drill(old);
  return result;
}

SPOTDRILL_EXPORT int timerfd_settime(int fd, int flags, const itimerspec* fresh,
                                     itimerspec* old) noexcept {
  using Function = int (*)(int, int, const itimerspec*, itimerspec*);
  static const Function real_function = gc::next<Function>("timerfd_settime");
  if (fresh == nullptr || !gc::valid(fresh->it_value)) return real_function(fd, flags, fresh, old);
  const itimerspec real =
      real_timer(*fresh, (flags & TFD_TIMER_ABSTIME) != 0, clock_of(fresh->it_value));
  const int result = real_function(fd, flags, &real, old);
  if (result == 0) to_drill(old);
  return result;
}
