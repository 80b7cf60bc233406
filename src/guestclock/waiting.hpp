// Waiting where drill time passes over waits: a wait is noted where the server sees it, and ends
// when the drill's clock says so, however little real time that is. Only where passes_over().
#pragma once

#include <sys/types.h>

#include <cerrno>
#include <cstdint>

#include "guestclock/clock_map.hpp"

namespace spotdrill::guestclock {

/// Has no end: the server need not know of it.
inline constexpr std::int64_t no_end = INT64_MAX;

/// The place of one wait among those that the server sees, for as long as it lives.
class Waiting {
 public:
  /// Units: nanoseconds of the drill's monotonic clock.
  explicit Waiting(std::int64_t until_ns);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

  /// Null when there was no place left.
  [[nodiscard]] WaitSlot* slot() const { return slot_; }

 private:
  std::int64_t until_ns_;
  WaitSlot* slot_ = nullptr;
};

/// When a wait of `drill_ns` from now ends; when the drill clock of that kind shows `drill_ns`.
std::int64_t end_of_span(std::int64_t drill_ns);
std::int64_t end_at(clockid_t clock, std::int64_t drill_ns);

/// What is left of it; never negative.
std::int64_t left_until(std::int64_t until_ns);

/// Sleeps until then. False when a signal came before.
bool sleep_until(std::int64_t until_ns);

/// Waits on a futex of the page for at most so long in real time; 0, or an error number.
int wait_for_bell(WaitSlot& slot, std::uint32_t seen, std::int64_t real_ns);

/// How long a wait that the server cannot end may go without a look at the clock: short waits look
/// more often, so that passing over them costs little.
std::int64_t look_interval(std::int64_t left_ns);

/// Counts a look, so that the server does not take it for work.
void note_look();

/// For waits that only their own time limit ends: calls `wait(real_ns)` until it gives something
/// else than "the time is over" or the time is over. `is_over(result)` tells.
template <class Wait, class IsOver>
auto wait_in_looks(std::int64_t until_ns, Wait wait, IsOver is_over) {
  const Waiting place{until_ns};
  const int error = errno;
  for (;;) {
    const std::int64_t left = left_until(until_ns);
    const std::int64_t interval = look_interval(left);
    const auto result = wait(left < interval ? left : interval);
    if (left == 0 || !is_over(result)) return result;
    note_look();
    errno = error;
  }
}

/// The same for one look: a wait that may end early without a reason (condition variables).
template <class Wait, class IsOver>
auto wait_for_look(std::int64_t until_ns, Wait wait, IsOver is_over, bool counted) {
  const Waiting place{counted ? until_ns : no_end};
  const std::int64_t left = left_until(until_ns);
  const std::int64_t interval = look_interval(counted ? left : no_end);
  const auto result = wait(left < interval ? left : interval);
  if (is_over(result)) note_look();
  return result;
}

}  // namespace spotdrill::guestclock
