// Whether drill time may pass over a wait now, and how much of it: pure functions of what was seen
// of the instances and of whoever follows the drill. Seeing and doing are host/time_skipper.hpp.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "base/units.hpp"

namespace spotdrill {

using Nanoseconds = std::chrono::nanoseconds;

/// What was seen since the look before.
struct Look {
  std::size_t instances = 0;
  bool settling = false;          ///< An instance boots or is about to be gone.
  Nanoseconds processor_time{0};  ///< Used by instances' processes; negative: some have ended.
  std::uint32_t clock_looks = 0;  ///< How often waiting threads woke only to look at the time.
  bool overdue = false;           ///< Somebody whose wait is over has not gone on yet.
  bool unseen = false;            ///< There may be waits that are not seen.
  std::optional<Nanoseconds> nearest_wait;  ///< Until the first program's wait is over.
  std::optional<Nanoseconds> next_event;    ///< Until the server's next event.
};

/// What follows the drill's time from outside: `spotdrill run`.
struct Follower {
  bool present = false;
  bool looks = false;         ///< It looks at what happened; time must not run from under it.
  Nanoseconds until_look{0};  ///< Otherwise: when it looks next, in drill time.
};

/// A thread that wakes to look at the time uses some 10 µs, much more on a busy machine.
inline constexpr Nanoseconds clock_look_cost = std::chrono::microseconds{150};

/// Drill time passes at most so many times faster than real time, also where nobody waits for
/// anything: whoever is not seen, such as another machine's program, has that much time at least.
inline constexpr int pace_max = 600;

/// So much of the pace can be saved up: a look that came late makes up for it.
inline constexpr Nanoseconds pace_saved_max = std::chrono::milliseconds{5};

/// Whether nothing has worked since the look before. What runs right now has to be looked for yet.
constexpr bool seems_to_wait(const Look& look) {
  if (look.settling || look.overdue || look.unseen) return false;
  return look.processor_time >= Nanoseconds::zero() &&
         look.processor_time <= look.clock_looks * clock_look_cost;
}

/// Whether anybody gains by time that passes faster.
constexpr bool is_wanted(const Look& look, const Follower& follower) {
  return follower.present ? !follower.looks : look.instances > 0;
}

/// How much drill time is passed over: never beyond what somebody waits for. `real` has passed
/// since something was passed over last.
constexpr Nanoseconds to_pass_over(const Look& look, const Follower& follower, Nanoseconds real) {
  if (!seems_to_wait(look) || !is_wanted(look, follower)) return Nanoseconds::zero();
  Nanoseconds span = std::min(real, pace_saved_max) * pace_max;
  if (follower.present) span = std::min(span, follower.until_look);
  if (look.nearest_wait) span = std::min(span, *look.nearest_wait);
  if (look.next_event) span = std::min(span, *look.next_event);
  return std::max(span, Nanoseconds::zero());
}

/// How soon to look again. What works all the time needs no close look; what works a little may
/// wait the next moment.
constexpr Nanoseconds next_look_in(const Look& look, Nanoseconds since_last, bool wanted) {
  constexpr Nanoseconds closest = std::chrono::microseconds{500};
  constexpr Nanoseconds while_working = std::chrono::milliseconds{4};
  constexpr Nanoseconds while_unwanted = std::chrono::milliseconds{20};
  if (look.instances == 0 && !wanted) return while_unwanted;
  if (look.processor_time * 2 > since_last) return std::min(2 * since_last, while_working);
  return closest;
}

}  // namespace spotdrill
