// Timers: alarm, setitimer, timer_settime, timerfd_settime.
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "guestclock/clock_map.hpp"
#include "guestclock/rung_timers.hpp"
#include "guestclock/waiting.hpp"

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

timeval to_timeval(std::int64_t ns) {
  const timespec time = gc::to_timespec(ns > 0 && ns < 1000 ? 1000 : ns);
  return {time.tv_sec, time.tv_nsec / 1000};
}

int real_timer_settime(timer_t timer, int flags, const itimerspec* fresh, itimerspec* old) {
  using Function = int (*)(timer_t, int, const itimerspec*, itimerspec*);
  static const Function real = gc::next<Function>("timer_settime", "GLIBC_2.34");
  return real(timer, flags, fresh, old);
}

int real_timerfd_settime(int fd, int flags, const itimerspec* fresh, itimerspec* old) {
  using Function = int (*)(int, int, const itimerspec*, itimerspec*);
  static const Function real = gc::next<Function>("timerfd_settime");
  return real(fd, flags, fresh, old);
}

// The kernel's own repetition is its reserve only, as its first time is.
std::int64_t reserve(std::int64_t drill_ns) {
  return drill_ns == 0 ? 0 : drill_ns + gc::kernel_reserve_ns;
}

itimerspec at_once(std::int64_t interval_ns) {
  return {gc::to_timespec(reserve(interval_ns)), {0, 1}};
}

void set_off_alarm(std::uint64_t, std::int64_t interval_ns) {
  const itimerval now{to_timeval(reserve(interval_ns)), {0, 1}};
  real_setitimer(ITIMER_REAL, &now, nullptr);
}

void set_off_timer(std::uint64_t name, std::int64_t interval_ns) {
  const itimerspec now = at_once(interval_ns);
  real_timer_settime(reinterpret_cast<timer_t>(name), 0, &now, nullptr);
}

void set_off_descriptor(std::uint64_t name, std::int64_t interval_ns) {
  const itimerspec now = at_once(interval_ns);
  real_timerfd_settime(static_cast<int>(name), 0, &now, nullptr);
}

// What the kernel's old values are said to have been.
itimerspec left_of(const gc::RungTimer& timer) {
  if (timer.until_ns == 0) return {};
  const std::int64_t left = gc::left_until(timer.until_ns);
  return {gc::to_timespec(timer.interval_ns), gc::to_timespec(left > 0 ? left : 1)};
}

// Arms `real(flags, fresh, old)` where waits are passed over.
template <class Real>
int set_rung(gc::SetOff set_off, std::uint64_t name, const itimerspec& fresh, bool absolute,
             itimerspec* old, Real real) {
  const std::int64_t first = gc::to_ns(fresh.it_value);
  const std::int64_t interval = gc::to_ns(fresh.it_interval);
  const std::int64_t until = first == 0 ? 0
                             : absolute ? gc::end_at(clock_of(fresh.it_value), first)
                                        : gc::end_of_span(first);
  const std::int64_t left = first == 0 ? 0 : gc::left_until(until) + gc::kernel_reserve_ns;
  const itimerspec kernel{gc::to_timespec(reserve(interval)), gc::to_timespec(left)};
  const int result = real(&kernel);
  if (result != 0) return result;
  const gc::RungTimer before =
      gc::ring({.set_off = set_off, .name = name, .until_ns = until, .interval_ns = interval});
  if (old != nullptr) *old = left_of(before);
  return 0;
}

int set_alarm(const itimerspec& fresh, itimerspec* old) {
  return set_rung(set_off_alarm, 0, fresh, false, old, [](const itimerspec* kernel) {
    const itimerval reserve_only{to_timeval(gc::to_ns(kernel->it_interval)),
                                 to_timeval(gc::to_ns(kernel->it_value))};
    return real_setitimer(ITIMER_REAL, &reserve_only, nullptr);
  });
}

}  // namespace

SPOTDRILL_EXPORT int setitimer(__itimer_which_t which, const itimerval* fresh,
                               itimerval* old) noexcept {
  // Processor time stays real.
  if (which != ITIMER_REAL || fresh == nullptr) return real_setitimer(which, fresh, old);
  if (gc::passes_over()) {
    const auto exact = [](const timeval& time) {
      return timespec{time.tv_sec, time.tv_usec * 1000};
    };
    itimerspec before{};
    const int result = set_alarm({exact(fresh->it_interval), exact(fresh->it_value)}, &before);
    if (result == 0 && old != nullptr) {
      *old = {to_timeval(gc::to_ns(before.it_interval)), to_timeval(gc::to_ns(before.it_value))};
    }
    return result;
  }
  const itimerval real{real_interval(fresh->it_interval), real_interval(fresh->it_value)};
  const int result = real_setitimer(which, &real, old);
  if (result == 0 && old != nullptr) {
    *old = {drill_interval(old->it_interval), drill_interval(old->it_value)};
  }
  return result;
}

SPOTDRILL_EXPORT unsigned alarm(unsigned seconds) noexcept {
  if (gc::passes_over()) {
    itimerspec before{};
    set_alarm({{0, 0}, {static_cast<std::time_t>(seconds), 0}}, &before);
    return static_cast<unsigned>((gc::to_ns(before.it_value) + 999'999'999) / 1'000'000'000);
  }
  const itimerval fresh{{0, 0}, real_interval({static_cast<std::time_t>(seconds), 0})};
  itimerval old{};
  if (real_setitimer(ITIMER_REAL, &fresh, &old) != 0) return 0;
  const timeval left = drill_interval(old.it_value);
  // "Alarms are rounded up": zero would say that there was none.
  return static_cast<unsigned>(left.tv_sec + (left.tv_usec > 0 ? 1 : 0));
}

SPOTDRILL_EXPORT int timer_settime(timer_t timer, int flags, const itimerspec* fresh,
                                   itimerspec* old) noexcept {
  if (fresh == nullptr || !gc::valid(fresh->it_value)) {
    return real_timer_settime(timer, flags, fresh, old);
  }
  if (gc::passes_over()) {
    return set_rung(set_off_timer, reinterpret_cast<std::uint64_t>(timer), *fresh,
                    (flags & TIMER_ABSTIME) != 0, old, [&](const itimerspec* kernel) {
                      return real_timer_settime(timer, 0, kernel, nullptr);
                    });
  }
  const itimerspec real =
      real_timer(*fresh, (flags & TIMER_ABSTIME) != 0, clock_of(fresh->it_value));
  const int result = real_timer_settime(timer, flags, &real, old);
  if (result == 0) to_drill(old);
  return result;
}

SPOTDRILL_EXPORT int timerfd_settime(int fd, int flags, const itimerspec* fresh,
                                     itimerspec* old) noexcept {
  if (fresh == nullptr || !gc::valid(fresh->it_value)) {
    return real_timerfd_settime(fd, flags, fresh, old);
  }
  if (gc::passes_over()) {
    return set_rung(set_off_descriptor, static_cast<std::uint64_t>(fd), *fresh,
                    (flags & TFD_TIMER_ABSTIME) != 0, old, [&](const itimerspec* kernel) {
                      return real_timerfd_settime(fd, 0, kernel, nullptr);
                    });
  }
  const itimerspec real =
      real_timer(*fresh, (flags & TFD_TIMER_ABSTIME) != 0, clock_of(fresh->it_value));
  const int result = real_timerfd_settime(fd, flags, &real, old);
  if (result == 0) to_drill(old);
  return result;
}
