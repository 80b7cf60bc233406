// The one clock of the control plane. Everything that AWS would date is dated by it.
#pragma once

#include "base/units.hpp"

namespace spotdrill {

class Clock {
 public:
  virtual ~Clock() = default;

  /// Drill time now.
  [[nodiscard]] virtual Instant now() const = 0;

  /// Drill seconds for each real second; 1 is exact real time.
  [[nodiscard]] virtual double rate() const = 0;
};

}  // namespace spotdrill
