#include "guestclock/clock_map.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>

namespace spotdrill::guestclock {
namespace {

std::int64_t real_now(clockid_t clock) {
  using Function = int (*)(clockid_t, timespec*);
  static const Function real = next<Function>("clock_gettime");
  timespec time{};
  if (real != nullptr) {
    real(clock, &time);
  } else {
    syscall(SYS_clock_gettime, clock, &time);
  }
  return to_ns(time);
}

bool parse(const char* text, ClockMap& map) {
  char* rest = nullptr;
  const double rate = std::strtod(text, &rest);
  if (rest == text || !(rate > 0)) return false;
  map.rate = rate;
  map.monotonic_ns = std::strtoll(rest, &rest, 10);
  map.realtime_ns = std::strtoll(rest, &rest, 10);
  map.origin_ns = std::strtoll(rest, &rest, 10);
  return true;
}

ClockMap read_map() {
  ClockMap map;
  if (const char* told = std::getenv(map_variable); told != nullptr && parse(told, map)) return map;
  char text[128] = {};
  const int fd = open(map_file, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    if (read(fd, text, sizeof text - 1) > 0 && parse(text, map)) {
      close(fd);
      return map;
    }
    close(fd);
  }
  // Nobody said: drill time is real time.
  map.rate = 1.0;
  map.monotonic_ns = real_now(CLOCK_MONOTONIC);
  map.realtime_ns = real_now(CLOCK_REALTIME);
  return map;
}

std::int64_t scaled(std::int64_t span, double factor) {
  constexpr double longest = 9.0e18;
  const double result = static_cast<double>(span) * factor;
  return static_cast<std::int64_t>(result < longest ? result : longest);
}

bool is_wall_clock(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI ||
         clock == CLOCK_REALTIME_ALARM;
}

}  // namespace

const ClockMap& clock_map() {
  static const ClockMap map = read_map();
  return map;
}

// Read before the program has threads.
__attribute__((constructor)) static void read_at_start() {
  clock_map();
}

bool follows_drill(clockid_t clock) {
  switch (clock) {
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
    case CLOCK_BOOTTIME_ALARM:
      return true;
    default:
      return is_wall_clock(clock);
  }
}

std::int64_t drill_now(clockid_t clock) {
  const ClockMap& map = clock_map();
  const std::int64_t passed = scaled(real_now(CLOCK_MONOTONIC) - map.monotonic_ns, map.rate);
  return (is_wall_clock(clock) ? map.realtime_ns : map.monotonic_ns) + passed;
}

std::int64_t real_deadline(clockid_t clock, std::int64_t drill_ns) {
  return real_now(clock) + real_span(drill_ns - drill_now(clock));
}

std::int64_t real_span(std::int64_t drill_ns) {
  if (drill_ns <= 0) return drill_ns;
  const std::int64_t real = scaled(drill_ns, 1.0 / clock_map().rate);
  return real > 0 ? real : 1;
}

std::int64_t drill_span(std::int64_t real_ns) {
  return scaled(real_ns, clock_map().rate);
}

}  // namespace spotdrill::guestclock
