// Waiting with a limit: descriptors, semaphores, condition variables, mutexes, signals.
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <csignal>

#include <climits>

#include "guestclock/clock_map.hpp"

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

}  // namespace

SPOTDRILL_EXPORT int poll(pollfd* fds, nfds_t count, int timeout) {
  using Function = int (*)(pollfd*, nfds_t, int);
  static const Function real = gc::next<Function>("poll");
  return real(fds, count, real_milliseconds(timeout));
}

SPOTDRILL_EXPORT int __poll_chk(pollfd* fds, nfds_t count, int timeout, std::size_t size) {
  using Function = int (*)(pollfd*, nfds_t, int, std::size_t);
  static const Function real = gc::next<Function>("__poll_chk");
  return real(fds, count, real_milliseconds(timeout), size);
}

SPOTDRILL_EXPORT int ppoll(pollfd* fds, nfds_t count, const timespec* timeout,
                           const sigset_t* mask) {
  using Function = int (*)(pollfd*, nfds_t, const timespec*, const sigset_t*);
  static const Function real = gc::next<Function>("ppoll");
  return real(fds, count, RealLimit{timeout}.get(), mask);
}

SPOTDRILL_EXPORT int epoll_wait(int epoll, epoll_event* events, int count, int timeout) {
  using Function = int (*)(int, epoll_event*, int, int);
  static const Function real = gc::next<Function>("epoll_wait");
  return real(epoll, events, count, real_milliseconds(timeout));
}

SPOTDRILL_EXPORT int epoll_pwait(int epoll, epoll_event* events, int count, int timeout,
                                 const sigset_t* mask) {
  using Function = int (*)(int, epoll_event*, int, int, const sigset_t*);
  static const Function real = gc::next<Function>("epoll_pwait");
  return real(epoll, events, count, real_milliseconds(timeout), mask);
}

SPOTDRILL_EXPORT int epoll_pwait2(int epoll, epoll_event* events, int count,
                                  const timespec* timeout, const sigset_t* mask) {
  using Function = int (*)(int, epoll_event*, int, const timespec*, const sigset_t*);
  static const Function real = gc::next<Function>("epoll_pwait2");
  return real(epoll, events, count, RealLimit{timeout}.get(), mask);
}

SPOTDRILL_EXPORT int select(int count, fd_set* in, fd_set* out, fd_set* error, timeval* timeout) {
  using Function = int (*)(int, fd_set*, fd_set*, fd_set*, timeval*);
  static const Function real = gc::next<Function>("select");
  if (timeout == nullptr || timeout->tv_sec < 0 || timeout->tv_usec < 0) {
    return real(count, in, out, error, timeout);
  }
  const timespec drill{timeout->tv_sec, timeout->tv_usec * 1000};
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
  return real(count, in, out, error, RealLimit{timeout}.get(), mask);
}

SPOTDRILL_EXPORT int sem_timedwait(sem_t* semaphore, const timespec* until) {
  using Function = int (*)(sem_t*, const timespec*);
  static const Function real = gc::next<Function>("sem_timedwait");
  const timespec when = deadline(CLOCK_REALTIME, until);
  return real(semaphore, &when);
}

SPOTDRILL_EXPORT int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
  using Function = int (*)(sem_t*, clockid_t, const timespec*);
  static const Function real = gc::next<Function>("sem_clockwait");
  const timespec when = deadline(clock, until);
  return real(semaphore, clock, &when);
}

SPOTDRILL_EXPORT int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                            const timespec* until) {
  using Function = int (*)(pthread_cond_t*, pthread_mutex_t*, const timespec*);
  static const Function real = gc::next<Function>("pthread_cond_timedwait", "GLIBC_2.3.2");
  const timespec when = deadline(clock_of(until), until);
  return real(condition, mutex, &when);
}

SPOTDRILL_EXPORT int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                            clockid_t clock, const timespec* until) {
  using Function = int (*)(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*);
  static const Function real = gc::next<Function>("pthread_cond_clockwait");
  const timespec when = deadline(clock, until);
  return real(condition, mutex, clock, &when);
}

SPOTDRILL_EXPORT int pthread_mutex_timedlock(pthread_mutex_t* mutex,
                                             const timespec* until) noexcept {
  using Function = int (*)(pthread_mutex_t*, const timespec*);
  static const Function real = gc::next<Function>("pthread_mutex_timedlock");
  const timespec when = deadline(CLOCK_REALTIME, until);
  return real(mutex, &when);
}

SPOTDRILL_EXPORT int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock,
                                             const timespec* until) noexcept {
  using Function = int (*)(pthread_mutex_t*, clockid_t, const timespec*);
  static const Function real = gc::next<Function>("pthread_mutex_clocklock");
  const timespec when = deadline(clock, until);
  return real(mutex, clock, &when);
}

SPOTDRILL_EXPORT int sigtimedwait(const sigset_t* set, siginfo_t* info, const timespec* timeout) {
  using Function = int (*)(const sigset_t*, siginfo_t*, const timespec*);
  static const Function real = gc::next<Function>("sigtimedwait");
  return real(set, info, RealLimit{timeout}.get());
}
