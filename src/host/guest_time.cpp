#include "host/guest_time.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

namespace spotdrill {

std::filesystem::path guest_time_library(const std::filesystem::path& init_program) {
  std::filesystem::path library = init_program.parent_path() / "libspotdrill-clock.so";
  if (::access(library.c_str(), R_OK) != 0) return {};
  return library;
}

std::string guest_time_map(const Clock& clock) {
  if (clock.rate() == 1.0) return {};
  timespec monotonic{};
  ::clock_gettime(CLOCK_MONOTONIC, &monotonic);
  const auto drill = std::chrono::nanoseconds{clock.now().time_since_epoch()};
  return fmt::format("{} {} {}", clock.rate(),
                     std::int64_t{monotonic.tv_sec} * 1'000'000'000 + monotonic.tv_nsec,
                     drill.count());
}

}  // namespace spotdrill
