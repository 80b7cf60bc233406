#include "guestclock/clock_map.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

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

// Null when it is not there or not what it should be.
void* map_page(const char* directory, const char* name, std::size_t size, bool writable) {
  char path[4200];
  const std::size_t length = std::strlen(directory);
  if (length + std::strlen(name) + 2 > sizeof path) return nullptr;
  std::memcpy(path, directory, length);
  path[length] = '/';
  std::strcpy(path + length + 1, name);
  const int fd = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (fd < 0) return nullptr;
  // Not by fstat, which is ours; beyond the end of a file a mapping would kill.
  const bool whole = lseek(fd, 0, SEEK_END) >= static_cast<off_t>(size);
  const int access = writable ? PROT_READ | PROT_WRITE : PROT_READ;
  void* page = whole ? mmap(nullptr, size, access, MAP_SHARED, fd, 0) : MAP_FAILED;
  close(fd);
  if (page == MAP_FAILED) return nullptr;
  if (*static_cast<const std::uint32_t*>(page) == pages_magic) return page;
  munmap(page, size);
  return nullptr;
}

void map_pages(const char* directory, ClockMap& map) {
  map.time = static_cast<const TimePage*>(map_page(directory, time_name, sizeof(TimePage), false));
  if (map.time == nullptr) return;
  map.waits = static_cast<WaitsPage*>(map_page(directory, waits_name, sizeof(WaitsPage), true));
}

bool parse(char* text, ClockMap& map) {
  char* rest = nullptr;
  const double rate = std::strtod(text, &rest);
  if (rest == text || !(rate > 0)) return false;
  map.rate = rate;
  map.monotonic_ns = std::strtoll(rest, &rest, 10);
  map.realtime_ns = std::strtoll(rest, &rest, 10);
  map.origin_ns = std::strtoll(rest, &rest, 10);
  while (*rest == ' ') ++rest;
  rest[std::strcspn(rest, "\n")] = '\0';
  if (*rest != '\0') map_pages(rest, map);
  return true;
}

ClockMap read_map() {
  ClockMap map;
  map.boottime_ahead_ns = real_now(CLOCK_BOOTTIME) - real_now(CLOCK_MONOTONIC);
  char text[4400] = {};
  const char* told = std::getenv(map_variable);
  if (told != nullptr && std::strlen(told) < sizeof text && parse(std::strcpy(text, told), map)) {
    return map;
  }
  std::memset(text, 0, sizeof text);
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

bool is_boot_clock(clockid_t clock) {
  return clock == CLOCK_BOOTTIME || clock == CLOCK_BOOTTIME_ALARM;
}

/// What the clock showed where drill and real time agree.
std::int64_t start_of(const ClockMap& map, clockid_t clock) {
  if (is_wall_clock(clock)) return map.realtime_ns;
  return map.monotonic_ns + (is_boot_clock(clock) ? map.boottime_ahead_ns : 0);
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
  const std::int64_t passed = real_now(CLOCK_MONOTONIC) - map.monotonic_ns;
  if (map.time == nullptr) return start_of(map, clock) + scaled(passed, map.rate);
  return start_of(map, clock) + passed + map.time->ahead_ns.load(std::memory_order_acquire);
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
