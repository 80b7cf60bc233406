#include "host/guest_time.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

namespace spotdrill {
namespace {

/// Drill time that is no further from real time than this is real time.
constexpr std::int64_t same_ns = 100'000'000;

std::int64_t to_nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::filesystem::path guest_time_library(const std::filesystem::path& init_program) {
  std::filesystem::path library = init_program.parent_path() / "libspotdrill-clock.so";
  if (::access(library.c_str(), R_OK) != 0) return {};
  return library;
}

std::string guest_time_map(const Clock& clock, const SharedTime* time,
                           const std::filesystem::path& directory) {
  timespec monotonic{};
  timespec wall{};
  ::clock_gettime(CLOCK_MONOTONIC, &monotonic);
  ::clock_gettime(CLOCK_REALTIME, &wall);
  const auto drill = std::chrono::nanoseconds{clock.now().time_since_epoch()}.count();
  if (time != nullptr) {
    const auto real = std::chrono::nanoseconds{drill} - time->ahead();
    return fmt::format("1 {} {} {} {}", to_nanoseconds(monotonic), real.count(),
                       to_nanoseconds(wall), directory.string());
  }
  if (clock.rate() == 1.0) {
    // A server that ran faster once is ahead for good; of when that was files know nothing.
    const std::int64_t ahead = drill - to_nanoseconds(wall);
    if (ahead > -same_ns && ahead < same_ns) return {};
    return fmt::format("1 {} {} 0", to_nanoseconds(monotonic), drill);
  }
  // Drill time has gone ahead of real time by (rate - 1) for each second since they agreed.
  const auto ahead = static_cast<double>(drill - to_nanoseconds(wall)) / (clock.rate() - 1.0);
  return fmt::format("{} {} {} {}", clock.rate(), to_nanoseconds(monotonic), drill,
                     to_nanoseconds(wall) - static_cast<std::int64_t>(ahead));
}

}  // namespace spotdrill
