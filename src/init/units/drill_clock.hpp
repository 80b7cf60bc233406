// Drill time for a static program, which cannot be given the library that other programs have.
#pragma once

#include <cstdint>

#include "guestclock/pages.hpp"
#include "init/units/format/time_span.hpp"

namespace spotdrill::init::units {

class DrillClock {
 public:
  /// Reads how drill time runs; without that file it is real time.
  DrillClock();

  [[nodiscard]] Microseconds monotonic() const;
  [[nodiscard]] Microseconds wall() const;  ///< Since 1970.

  /// How long to wait in real time until drill time is `until`, at most: a program that waits
  /// while time is passed over has to look at it often. Units: milliseconds.
  [[nodiscard]] int wait_ms(Microseconds until) const;

 private:
  friend class DrillWait;
  double rate_ = 1.0;
  std::int64_t monotonic_ns_ = 0;
  std::int64_t realtime_ns_ = 0;
  const guestclock::TimePage* time_ = nullptr;
  guestclock::WaitsPage* waits_ = nullptr;
};

/// Where time is passed over: notes that somebody waits until then, so that it is not passed over
/// too. As long as it lives.
class DrillWait {
 public:
  DrillWait(const DrillClock& clock, Microseconds until);
  ~DrillWait();
  DrillWait(const DrillWait&) = delete;
  DrillWait& operator=(const DrillWait&) = delete;

 private:
  guestclock::WaitsPage* page_;
  guestclock::WaitSlot* slot_ = nullptr;
  std::int64_t until_ns_ = 0;
};

}  // namespace spotdrill::init::units
