// Waiting with a limit: descriptors, semaphores, condition variables, mutexes, signals.
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <csignal>

#include <cerrno>
#include <climits>
#include <cstring>

#include "guestclock/clock_map.hpp"
#include "guestclock/waiting.hpp"

namespace gc = spotdrill::guestclock;

namespace {

int real_milliseconds(int drill_ms) {
  if (drill_ms <= 0) return drill_ms;
  const std::int64_t real = gc::real_span(std::int64_t{drill_ms} * 1'000'000);
  const std::int64_t rounded = (real + 999'999) / 1'000'000;
  return rounded < INT_MAX ? static_cast<int>(rounded) : INT_MAX;
}

// A relative limit, which may be absent or wrong.
class RealLimit {
 public:
  explicit RealLimit(const timespec* drill) : given_(drill) {
    if (drill != nullptr && gc::valid(*drill)) {
      real_ = gc::to_timespec(gc::real_span(gc::to_ns(*drill)));
      given_ = &real_;
    }
  }
  [[nodiscard]] const timespec* get() const { return given_; }

 private:
  const timespec* given_;
  timespec real_{};
};

timespec deadline(clockid_t clock, const timespec* drill) {
  if (!gc::valid(*drill)) return *drill;
  return gc::to_timespec(gc::real_deadline(clock, gc::to_ns(*drill)));
}

// A condition variable knows its clock and does not tell: the two clocks are decades apart.
clockid_t clock_of(const timespec* drill) {
  const std::int64_t when = gc::to_ns(*drill);
  const std::int64_t wall = when - gc::drill_now(CLOCK_REALTIME);
  const std::int64_t monotonic = when - gc::drill_now(CLOCK_MONOTONIC);
  const auto distance = [](std::int64_t span) { return span < 0 ? -span : span; };
  return distance(wall) < distance(monotonic) ? CLOCK_REALTIME : CLOCK_MONOTONIC;
}

int to_milliseconds(std::int64_t ns) {
  return static_cast<int>((ns + 999'999) / 1'000'000);
}

// What select is asked for, which each call overwrites. Programs may give shorter sets than
// fd_set, for the descriptors that they name only.
class FdSets {
 public:
  FdSets(int count, fd_set* in, fd_set* out, fd_set* error)
      : bytes_((static_cast<std::size_t>(count < 0 ? 0 : count) + 63) / 64 * 8) {
    fd_set* const given[] = {in, out, error};
    if (bytes_ > sizeof kept_[0]) bytes_ = sizeof kept_[0];
    for (int index = 0; index < 3; ++index) {
      sets_[index] = given[index];
      if (given[index] != nullptr) std::memcpy(kept_[index], given[index], bytes_);
    }
  }
  void restore() {
    for (int index = 0; index < 3; ++index) {
      if (sets_[index] != nullptr) std::memcpy(sets_[index], kept_[index], bytes_);
    }
  }

 private:
  std::size_t bytes_;
  fd_set* sets_[3] = {};
  unsigned char kept_[3][4096] = {};
};

bool nothing_came(int result) {
  return result == 0;
}

bool timed_out(int error) {
  return error == ETIMEDOUT;
}

// poll and its relatives, where waits are passed over.
template <class Wait>
int in_looks(std::int64_t drill_ns, Wait wait) {
  return gc::wait_in_looks(gc::end_of_span(drill_ns), wait, nothing_came);
}

// Whether a limit counts in looks: absent and wrong ones are libc's, and zero does not wait.
bool in_looks(const timespec* drill) {
  return gc::passes_over() && drill != nullptr && gc::valid(*drill) && gc::to_ns(*drill) > 0;
}

bool in_looks(int drill_ms) {
  return gc::passes_over() && drill_ms > 0;
}

// A limit for libc's functions, which take the clock's own readings.
timespec real_end(clockid_t clock, std::int64_t real_ns) {
  using Function = int (*)(clockid_t, timespec*);
  static const Function real = gc::next<Function>("clock_gettime");
  timespec now{};
  real(clock, &now);
  return gc::to_timespec(gc::to_ns(now) + real_ns);
}

// Threads that wake by the clock and work for nobody: their waits do not stop drill time, or every
// Java program would stop it each 50 ms.
bool keeps_house() {
  static constexpr const char* names[] = {"VM Periodic Tas", "Monitor Deflati", "G1 Service"};
  char name[16] = {};
  if (prctl(PR_GET_NAME, name) != 0) return false;
  for (const char* known : names) {
    if (std::strcmp(name, known) == 0) return true;
  }
  return false;
}

// POSIX: "Spurious wakeups … may occur." Waiting on here could miss a signal that comes between
// two looks, so the caller looks at its condition.
template <class Wait>
int condition_look(clockid_t clock, const timespec& until, Wait wait) {
  const std::int64_t end = gc::end_at(clock, gc::to_ns(until));
  const int result = gc::wait_for_look(
      end, [&](std::int64_t ns) { return wait(real_end(clock, ns)); }, timed_out, !keeps_house());
  return result == ETIMEDOUT && gc::left_until(end) > 0 ? 0 : result;
}

}  // namespace

SPOTDRILL_EXPORT int poll(pollfd* fds, nfds_t count, int timeout) {
  using Function = int (*)(pollfd*, nfds_t, int);
  static const Function real = gc::next<Function>("poll");
  if (in_looks(timeout)) {
    return in_looks(std::int64_t{timeout} * 1'000'000,
                    [&](std::int64_t ns) { return real(fds, count, to_milliseconds(ns)); });
  }
  return real(fds, count, real_milliseconds(timeout));
}

SPOTDRILL_EXPORT int __poll_chk(pollfd* fds, nfds_t count, int timeout, std::size_t size) {
  using Function = int (*)(pollfd*, nfds_t, int, std::size_t);
  static const Function real = gc::next<Function>("__poll_chk");
  if (in_looks(timeout)) {
    return in_looks(std::int64_t{timeout} * 1'000'000,
                    [&](std::int64_t ns) { return real(fds, count, to_milliseconds(ns), size); });
  }
  return real(fds, count, real_milliseconds(timeout), size);
}

SPOTDRILL_EXPORT int ppoll(pollfd* fds, nfds_t count, const timespec* timeout,
                           const sigset_t* mask) {
  using Function = int (*)(pollfd*, nfds_t, const timespec*, const sigset_t*);
  static const Function real = gc::next<Function>("ppoll");
  if (in_looks(timeout)) {
    return in_looks(gc::to_ns(*timeout), [&](std::int64_t ns) {
      const timespec limit = gc::to_timespec(ns);
      return real(fds, count, &limit, mask);
    });
  }
  return real(fds, count, RealLimit{timeout}.get(), mask);
}

SPOTDRILL_EXPORT int epoll_wait(int epoll, epoll_event* events, int count, int timeout) {
  using Function = int (*)(int, epoll_event*, int, int);
  static const Function real = gc::next<Function>("epoll_wait");
  if (in_looks(timeout)) {
    return in_looks(std::int64_t{timeout} * 1'000'000, [&](std::int64_t ns) {
      return real(epoll, events, count, to_milliseconds(ns));
    });
  }
  return real(epoll, events, count, real_milliseconds(timeout));
}

SPOTDRILL_EXPORT int epoll_pwait(int epoll, epoll_event* events, int count, int timeout,
                                 const sigset_t* mask) {
  using Function = int (*)(int, epoll_event*, int, int, const sigset_t*);
  static const Function real = gc::next<Function>("epoll_pwait");
  if (in_looks(timeout)) {
    return in_looks(std::int64_t{timeout} * 1'000'000, [&](std::int64_t ns) {
      return real(epoll, events, count, to_milliseconds(ns), mask);
    });
  }
  return real(epoll, events, count, real_milliseconds(timeout), mask);
}

SPOTDRILL_EXPORT int epoll_pwait2(int epoll, epoll_event* events, int count,
                                  const timespec* timeout, const sigset_t* mask) {
  using Function = int (*)(int, epoll_event*, int, const timespec*, const sigset_t*);
  static const Function real = gc::next<Function>("epoll_pwait2");
  if (in_looks(timeout)) {
    return in_looks(gc::to_ns(*timeout), [&](std::int64_t ns) {
      const timespec limit = gc::to_timespec(ns);
      return real(epoll, events, count, &limit, mask);
    });
  }
  return real(epoll, events, count, RealLimit{timeout}.get(), mask);
}

SPOTDRILL_EXPORT int select(int count, fd_set* in, fd_set* out, fd_set* error, timeval* timeout) {
  using Function = int (*)(int, fd_set*, fd_set*, fd_set*, timeval*);
  static const Function real = gc::next<Function>("select");
  if (timeout == nullptr || timeout->tv_sec < 0 || timeout->tv_usec < 0) {
    return real(count, in, out, error, timeout);
  }
  const timespec drill{timeout->tv_sec, timeout->tv_usec * 1000};
  if (in_looks(&drill)) {
    FdSets sets{count, in, out, error};
    const std::int64_t end = gc::end_of_span(gc::to_ns(drill));
    const int result = gc::wait_in_looks(
        end,
        [&](std::int64_t ns) {
          sets.restore();
          timeval limit{0, static_cast<suseconds_t>((ns + 999) / 1000)};
          return real(count, in, out, error, &limit);
        },
        nothing_came);
    const timespec left = gc::to_timespec(gc::left_until(end));
    *timeout = {left.tv_sec, left.tv_nsec / 1000};
    return result;
  }
  const timespec limit = gc::to_timespec(gc::real_span(gc::to_ns(drill)));
  timeval rest{limit.tv_sec, (limit.tv_nsec + 999) / 1000};
  if (rest.tv_usec >= 1'000'000) rest = {rest.tv_sec + 1, 0};
  const int result = real(count, in, out, error, &rest);
  // "On Linux, select() modifies timeout to reflect the amount of time not slept."
  const timespec left =
      gc::to_timespec(gc::drill_span(gc::to_ns({rest.tv_sec, rest.tv_usec * 1000})));
  *timeout = {left.tv_sec, left.tv_nsec / 1000};
  return result;
}

SPOTDRILL_EXPORT int pselect(int count, fd_set* in, fd_set* out, fd_set* error,
                             const timespec* timeout, const sigset_t* mask) {
  using Function = int (*)(int, fd_set*, fd_set*, fd_set*, const timespec*, const sigset_t*);
  static const Function real = gc::next<Function>("pselect");
  if (in_looks(timeout)) {
    FdSets sets{count, in, out, error};
    return in_looks(gc::to_ns(*timeout), [&](std::int64_t ns) {
      sets.restore();
      const timespec limit = gc::to_timespec(ns);
      return real(count, in, out, error, &limit, mask);
    });
  }
  return real(count, in, out, error, RealLimit{timeout}.get(), mask);
}

SPOTDRILL_EXPORT int sem_timedwait(sem_t* semaphore, const timespec* until) {
  using Function = int (*)(sem_t*, const timespec*);
  static const Function real = gc::next<Function>("sem_timedwait");
  if (gc::passes_over() && gc::valid(*until)) {
    return gc::wait_in_looks(
        gc::end_at(CLOCK_REALTIME, gc::to_ns(*until)),
        [&](std::int64_t ns) {
          const timespec when = real_end(CLOCK_REALTIME, ns);
          return real(semaphore, &when);
        },
        [](int result) { return result != 0 && errno == ETIMEDOUT; });
  }
  const timespec when = deadline(CLOCK_REALTIME, until);
  return real(semaphore, &when);
}

SPOTDRILL_EXPORT int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
  using Function = int (*)(sem_t*, clockid_t, const timespec*);
  static const Function real = gc::next<Function>("sem_clockwait");
  if (gc::passes_over() && gc::valid(*until)) {
    return gc::wait_in_looks(
        gc::end_at(clock, gc::to_ns(*until)),
        [&](std::int64_t ns) {
          const timespec when = real_end(clock, ns);
          return real(semaphore, clock, &when);
        },
        [](int result) { return result != 0 && errno == ETIMEDOUT; });
  }
  const timespec when = deadline(clock, until);
  return real(semaphore, clock, &when);
}

SPOTDRILL_EXPORT int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                            const timespec* until) {
  using Function = int (*)(pthread_cond_t*, pthread_mutex_t*, const timespec*);
  static const Function real = gc::next<Function>("pthread_cond_timedwait", "GLIBC_2.3.2");
  if (gc::passes_over() && gc::valid(*until)) {
    return condition_look(clock_of(until), *until,
                          [&](const timespec& when) { return real(condition, mutex, &when); });
  }
  const timespec when = deadline(clock_of(until), until);
  return real(condition, mutex, &when);
}

SPOTDRILL_EXPORT int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                            clockid_t clock, const timespec* until) {
  using Function = int (*)(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*);
  static const Function real = gc::next<Function>("pthread_cond_clockwait");
  if (gc::passes_over() && gc::valid(*until)) {
    return condition_look(
        clock, *until, [&](const timespec& when) { return real(condition, mutex, clock, &when); });
  }
  const timespec when = deadline(clock, until);
  return real(condition, mutex, clock, &when);
}

SPOTDRILL_EXPORT int pthread_mutex_timedlock(pthread_mutex_t* mutex,
                                             const timespec* until) noexcept {
  using Function = int (*)(pthread_mutex_t*, const timespec*);
  static const Function real = gc::next<Function>("pthread_mutex_timedlock");
  if (gc::passes_over() && gc::valid(*until)) {
    return gc::wait_in_looks(
        gc::end_at(CLOCK_REALTIME, gc::to_ns(*until)),
        [&](std::int64_t ns) {
          const timespec when = real_end(CLOCK_REALTIME, ns);
          return real(mutex, &when);
        },
        timed_out);
  }
  const timespec when = deadline(CLOCK_REALTIME, until);
  return real(mutex, &when);
}

SPOTDRILL_EXPORT int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock,
                                             const timespec* until) noexcept {
  using Function = int (*)(pthread_mutex_t*, clockid_t, const timespec*);
  static const Function real = gc::next<Function>("pthread_mutex_clocklock");
  if (gc::passes_over() && gc::valid(*until)) {
    return gc::wait_in_looks(
        gc::end_at(clock, gc::to_ns(*until)),
        [&](std::int64_t ns) {
          const timespec when = real_end(clock, ns);
          return real(mutex, clock, &when);
        },
        timed_out);
  }
  const timespec when = deadline(clock, until);
  return real(mutex, clock, &when);
}

SPOTDRILL_EXPORT int sigtimedwait(const sigset_t* set, siginfo_t* info, const timespec* timeout) {
  using Function = int (*)(const sigset_t*, siginfo_t*, const timespec*);
  static const Function real = gc::next<Function>("sigtimedwait");
  if (in_looks(timeout)) {
    return gc::wait_in_looks(
        gc::end_of_span(gc::to_ns(*timeout)),
        [&](std::int64_t ns) {
          const timespec limit = gc::to_timespec(ns);
          return real(set, info, &limit);
        },
        [](int result) { return result < 0 && errno == EAGAIN; });
  }
  return real(set, info, RealLimit{timeout}.get());
}
