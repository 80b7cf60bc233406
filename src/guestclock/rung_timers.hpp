// Timers of the kernel (alarm, setitimer, timer_settime, timerfd_settime) where drill time passes
// over waits: the kernel counts real time, so a thread of the process's own waits for the drill's
// and sets them off. Not for other speeds, at which a timer's real length is known.
#pragma once

#include <cstdint>

namespace spotdrill::guestclock {

/// Sets off a timer of the kernel now, and has it go on at `interval_ns` of real time; zero: no
/// more.
using SetOff = void (*)(std::uint64_t name, std::int64_t interval_ns);

struct RungTimer {
  SetOff set_off = nullptr;   ///< Also which kind it is.
  std::uint64_t name = 0;     ///< A descriptor, a timer's id.
  std::int64_t until_ns = 0;  ///< By the drill's monotonic clock; zero: it is not armed.
  std::int64_t interval_ns = 0;
};

/// How much later than drill time at the real rate the kernel's own timer is set: it is a reserve,
/// for a process in which no thread could be started, or that has called exec since.
inline constexpr std::int64_t kernel_reserve_ns = 100'000'000;

/// From now on `timer` is set off at its time; it stands for an earlier one of its kind and name.
/// Gives that one, with `until_ns` zero if there was none.
RungTimer ring(const RungTimer& timer);

}  // namespace spotdrill::guestclock
