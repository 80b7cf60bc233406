#include "host/real_clock.hpp"

#include <algorithm>

namespace spotdrill {
namespace {

Duration scaled(std::chrono::nanoseconds real, double rate) {
  if (rate == 1.0) return std::chrono::floor<Duration>(real);
  const double drill_us = static_cast<double>(real.count()) * rate / 1000.0;
  return Duration{static_cast<Duration::rep>(drill_us)};
}

Instant wall_clock_now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

}  // namespace

RealClock::RealClock(const ClockOrigin& origin)
    : started_(std::chrono::steady_clock::now()), rate_(origin.rate) {
  // A wall clock that was set back must not make drill time run backwards.
  const Duration since = std::max(wall_clock_now() - origin.real, Duration::zero());
  drill_at_start_ = origin.drill + scaled(since, rate_);
}

ClockOrigin RealClock::origin_now(double rate) {
  const Instant now = wall_clock_now();
  return {.drill = now, .real = now, .rate = rate};
}

Instant RealClock::now() const {
  return drill_at_start_ + scaled(std::chrono::steady_clock::now() - started_, rate_);
}

std::chrono::nanoseconds RealClock::real_time_until(Instant when) const {
  const Duration drill = when - now();
  if (drill <= Duration::zero()) return std::chrono::nanoseconds::zero();
  const double real_ns = static_cast<double>(drill.count()) * 1000.0 / rate_;
  constexpr double longest_ns = 9.0e17;  // Some 28 years; more would overflow.
  return std::chrono::nanoseconds{static_cast<std::int64_t>(std::min(real_ns, longest_ns))};
}

}  // namespace spotdrill
