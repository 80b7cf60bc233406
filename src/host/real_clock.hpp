// Drill time made from real time. Not a wall clock that somebody may set: it follows the monotonic
// clock from its origin on, and is moved ahead where somebody passes over a wait.
#pragma once

#include <chrono>

#include "engine/clock.hpp"

namespace spotdrill {

/// Which drill time was which real time. Kept by the daemon, so that drill time goes on where it
/// was after a restart (the time between counts, at the rate).
struct ClockOrigin {
  Instant drill;
  Instant real;  ///< By the system's wall clock.
  double rate = 1.0;
};

class RealClock final : public Clock {
 public:
  /// Drill time is `origin.drill` plus what has passed since `origin.real`, times the rate.
  explicit RealClock(const ClockOrigin& origin);

  /// An origin that makes drill time equal to real time now.
  static ClockOrigin origin_now(double rate);

  [[nodiscard]] Instant now() const override;
  [[nodiscard]] double rate() const override { return rate_; }
  /// Drill time that was passed over, beside what `rate` says.
  [[nodiscard]] Duration skipped() const { return skipped_; }

  /// Moves drill time ahead. Whoever has timers set by this clock has to set them again.
  void skip(Duration by) {
    drill_at_start_ += by;
    skipped_ += by;
  }

  /// Real time until drill time is `when`; zero if it is past.
  [[nodiscard]] std::chrono::nanoseconds real_time_until(Instant when) const;

 private:
  Instant drill_at_start_;
  Duration skipped_{0};
  std::chrono::steady_clock::time_point started_;
  double rate_;
};

}  // namespace spotdrill
