// Drill time as the endpoint has it: told by our server, else real time.
#pragma once

#include <chrono>
#include <optional>

#include "base/units.hpp"

namespace spotdrill::drill {

class DrillClock {
 public:
  /// The server said that it was `now` just then, and how fast its time passes.
  void set(Instant now, double rate) {
    at_ = std::chrono::steady_clock::now();
    now_ = now;
    rate_ = rate;
  }

  [[nodiscard]] Instant now() const {
    if (!now_) return std::chrono::floor<Duration>(std::chrono::system_clock::now());
    const std::chrono::duration<double> real = std::chrono::steady_clock::now() - at_;
    return *now_ + std::chrono::duration_cast<Duration>(real * rate_);
  }

  [[nodiscard]] double rate() const { return rate_; }

 private:
  std::chrono::steady_clock::time_point at_;
  std::optional<Instant> now_;
  double rate_ = 1;
};

}  // namespace spotdrill::drill
