// What programs call through syscall(): waiting on a futex, as std::future, std::atomic and Rust's
// library do, and statx, as Node.js does.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>

#include "guestclock/clock_map.hpp"
#include "guestclock/file_stamp.hpp"
#include "guestclock/waiting.hpp"

namespace gc = spotdrill::guestclock;

namespace {

using Syscall = long (*)(long, ...);

// FUTEX_WAIT: "the timeout is relative"; FUTEX_WAIT_BITSET: "an absolute timeout", by
// CLOCK_MONOTONIC unless FUTEX_CLOCK_REALTIME is set. Source: futex(2).
const timespec* real_timeout(long operation, const timespec* drill, timespec& real) {
  const long command = operation & FUTEX_CMD_MASK;
  // For other commands the word is no pointer.
  if (command != FUTEX_WAIT && command != FUTEX_WAIT_BITSET) return drill;
  if (drill == nullptr || !gc::valid(*drill)) return drill;
  const bool wall = (operation & FUTEX_CLOCK_REALTIME) != 0;
  const clockid_t clock = wall ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  const std::int64_t ns = gc::to_ns(*drill);
  real = gc::to_timespec(command == FUTEX_WAIT ? gc::real_span(ns) : gc::real_deadline(clock, ns));
  return &real;
}

// The same where waits are passed over: in looks, each of which compares the word again.
bool waits_in_looks(const long (&words)[6]) {
  const long command = words[1] & FUTEX_CMD_MASK;
  const auto* limit = reinterpret_cast<const timespec*>(words[3]);
  return gc::passes_over() && (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET) &&
         limit != nullptr && gc::valid(*limit);
}

long futex_in_looks(Syscall real, const long (&words)[6]) {
  const auto& limit = *reinterpret_cast<const timespec*>(words[3]);
  const bool relative = (words[1] & FUTEX_CMD_MASK) == FUTEX_WAIT;
  const clockid_t clock = (words[1] & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  const std::int64_t ns = gc::to_ns(limit);
  const long command = relative ? words[1] : (words[1] & ~FUTEX_CMD_MASK) | FUTEX_WAIT_BITSET;
  return gc::wait_in_looks(
      relative ? gc::end_of_span(ns) : gc::end_at(clock, ns),
      [&](std::int64_t left) {
        timespec when = gc::to_timespec(left);
        if (!relative) {
          timespec now{};
          real(SYS_clock_gettime, static_cast<long>(clock), &now);
          when = gc::to_timespec(gc::to_ns(now) + left);
        }
        return real(SYS_futex, words[0], command, words[2], &when, words[4], words[5]);
      },
      [](long result) { return result != 0 && errno == ETIMEDOUT; });
}

}  // namespace

SPOTDRILL_EXPORT long syscall(long number, ...) noexcept {
  static const Syscall real = gc::next<Syscall>("syscall");
  std::va_list list;
  va_start(list, number);
  long words[6];
  for (long& word : words) word = va_arg(list, long);
  va_end(list);
  timespec limit{};
  if (number == SYS_futex && waits_in_looks(words)) return futex_in_looks(real, words);
  if (number == SYS_futex) {
    const auto* drill = reinterpret_cast<const timespec*>(words[3]);
    words[3] = reinterpret_cast<long>(real_timeout(words[1], drill, limit));
  }
  const long result = real(number, words[0], words[1], words[2], words[3], words[4], words[5]);
  if (number == SYS_statx && result == 0) {
    gc::show_stamps(*reinterpret_cast<struct statx*>(words[4]));
  }
  return result;
}
