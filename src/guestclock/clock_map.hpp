// How real time becomes drill time inside an instance: one line through one point, the same in
// every program, so that all of them and the daemon agree without talking to each other. At
// `--speed auto` the line has the slope 1, and the server moves it ahead (pages.hpp).
#pragma once

#include <dlfcn.h>

#include <cstdint>
#include <ctime>

#include "guestclock/pages.hpp"

#define SPOTDRILL_EXPORT extern "C" __attribute__((visibility("default")))

namespace spotdrill::guestclock {

/// Where the map is told: a variable, else a file. "RATE MONOTONIC_NS REALTIME_NS ORIGIN_NS": at
/// that reading of the real monotonic clock, drill time was REALTIME_NS, and from there it runs at
/// RATE; when the real clock showed ORIGIN_NS, drill time did too. A directory may follow: that of
/// the two pages, with RATE 1 and REALTIME_NS the real time.
inline constexpr const char* map_variable = "SPOTDRILL_CLOCK";
inline constexpr const char* map_file = "/run/spotdrill/clock";

struct ClockMap {
  double rate = 1.0;
  std::int64_t monotonic_ns = 0;  ///< Drill and real monotonic clocks agree here.
  std::int64_t realtime_ns = 0;
  std::int64_t origin_ns = 0;          ///< Zero: times of files stay real.
  std::int64_t boottime_ahead_ns = 0;  ///< Of the monotonic clock.
  const TimePage* time = nullptr;      ///< Waits are passed over; else null.
  WaitsPage* waits = nullptr;          ///< Beside it, or null as well.
};

const ClockMap& clock_map();

/// Whether drill time passes over waits: a span of it has no length in real time then.
inline bool passes_over() {
  return clock_map().time != nullptr;
}

/// The libc function behind ours. `version` for one that libc has several of.
template <class Function>
Function next(const char* name, const char* version = nullptr) {
  void* found = version != nullptr ? dlvsym(RTLD_NEXT, name, version) : nullptr;
  if (found == nullptr) found = dlsym(RTLD_NEXT, name);
  return reinterpret_cast<Function>(found);
}

/// True for the clocks that follow drill time; processor time stays real.
bool follows_drill(clockid_t clock);

/// What a clock shows in drill time.
std::int64_t drill_now(clockid_t clock);

/// The reading of a real clock at which the drill clock of that kind will show `drill_ns`.
std::int64_t real_deadline(clockid_t clock, std::int64_t drill_ns);

/// Real time for a span of drill time; what is positive stays so.
std::int64_t real_span(std::int64_t drill_ns);
std::int64_t drill_span(std::int64_t real_ns);

inline std::int64_t to_ns(const timespec& time) {
  constexpr std::int64_t longest_s = 9'000'000'000;  // More would overflow.
  const std::int64_t seconds = time.tv_sec < longest_s ? time.tv_sec : longest_s;
  return seconds * 1'000'000'000 + time.tv_nsec;
}

inline timespec to_timespec(std::int64_t ns) {
  if (ns < 0) ns = 0;
  return {ns / 1'000'000'000, ns % 1'000'000'000};
}

/// What libc refuses with EINVAL is handed to it as it is.
inline bool valid(const timespec& time) {
  return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < 1'000'000'000;
}

}  // namespace spotdrill::guestclock
