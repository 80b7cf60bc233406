// Drill time as the endpoint has it: told by our server, else real time.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "base/units.hpp"

namespace spotdrill::drill {

class DrillClock {
 public:
  /// The server said that it was `now` just then, how fast its time passes, and how much of it it
  /// has passed over.
  void set(Instant now, double rate, Duration skipped = Duration::zero()) {
    if (now_ == now) return;  // It has said nothing since.
    skipped_ = skipped;
    at_ = std::chrono::steady_clock::now();
    now_ = now;
    rate_ = rate;
  }

  [[nodiscard]] Instant now() const {
    if (!now_) return real_now();
    const std::chrono::duration<double> real = std::chrono::steady_clock::now() - at_;
    return *now_ + std::chrono::duration_cast<Duration>(real * rate_);
  }

  [[nodiscard]] double rate() const { return rate_; }
  [[nodiscard]] Duration skipped() const { return skipped_; }

 private:
  std::chrono::steady_clock::time_point at_;
  std::optional<Instant> now_;
  double rate_ = 1;
  Duration skipped_{0};
};

/// Tells when drill time did not pass as real time did: a machine that was suspended, a clock that
/// was set, a server that was started again.
class ClockWatch {
 public:
  using Real = std::chrono::steady_clock::time_point;

  /// What a slow reply or a busy machine may make of it. Units: real time.
  static constexpr std::chrono::seconds tolerated{5};

  /// It is `drill` now, at `real`, of which `skipped` was passed over; nothing when that is as it
  /// has to be, otherwise by how much it is not.
  std::optional<Duration> look(Instant drill, Real real, double rate,
                               Duration skipped = Duration::zero()) {
    drill -= skipped;
    const std::optional<Instant> before = std::exchange(drill_, drill);
    const Real real_before = std::exchange(real_, real);
    if (!before) return std::nullopt;
    const std::chrono::duration<double> passed = real - real_before;
    const Duration by = drill - *before - std::chrono::duration_cast<Duration>(passed * rate);
    const auto allowed = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>{tolerated} * std::max(rate, 1.0));
    return by > allowed || by < -allowed ? std::optional{by} : std::nullopt;
  }

 private:
  std::optional<Instant> drill_;
  Real real_;
};

}  // namespace spotdrill::drill
