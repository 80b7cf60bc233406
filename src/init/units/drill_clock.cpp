#include "init/units/drill_clock.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>

#include "init/files.hpp"

namespace spotdrill::init::units {
namespace {

constexpr const char* map_file_path = "/run/spotdrill/clock";

std::int64_t real_ns(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

void* map_shared(const std::string& path, std::size_t size, bool writable) {
  const int fd = open(path.c_str(), (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat about{};
  // Beyond the end of a file a mapping would kill.
  const bool whole = fstat(fd, &about) == 0 && about.st_size >= static_cast<off_t>(size);
  const int access = writable ? PROT_READ | PROT_WRITE : PROT_READ;
  void* page = whole ? mmap(nullptr, size, access, MAP_SHARED, fd, 0) : MAP_FAILED;
  close(fd);
  if (page == MAP_FAILED) return nullptr;
  if (*static_cast<const std::uint32_t*>(page) == guestclock::pages_magic) return page;
  munmap(page, size);
  return nullptr;
}

}  // namespace

DrillClock::DrillClock()
    : monotonic_ns_(real_ns(CLOCK_MONOTONIC)), realtime_ns_(real_ns(CLOCK_REALTIME)) {
  std::string text;
  if (!exists(map_file_path) || read_file(map_file_path, text).failed()) return;
  char* rest = nullptr;
  const double rate = std::strtod(text.c_str(), &rest);
  if (!(rate > 0)) return;
  rate_ = rate;
  monotonic_ns_ = std::strtoll(rest, &rest, 10);
  realtime_ns_ = std::strtoll(rest, &rest, 10);
  (void)std::strtoll(rest, &rest, 10);  // Where times of files begin.
  while (*rest == ' ') ++rest;
  std::string directory{rest};
  directory.resize(std::min(directory.find('\n'), directory.size()));
  if (directory.empty()) return;
  time_ = static_cast<const guestclock::TimePage*>(
      map_shared(directory + "/" + guestclock::time_name, sizeof(guestclock::TimePage), false));
  if (time_ == nullptr) return;
  waits_ = static_cast<guestclock::WaitsPage*>(
      map_shared(directory + "/" + guestclock::waits_name, sizeof(guestclock::WaitsPage), true));
}

Microseconds DrillClock::monotonic() const {
  const std::int64_t passed = real_ns(CLOCK_MONOTONIC) - monotonic_ns_;
  const std::int64_t ahead = time_ != nullptr ? time_->ahead_ns.load(std::memory_order_acquire) : 0;
  return (monotonic_ns_ + static_cast<std::int64_t>(static_cast<double>(passed) * rate_) + ahead) /
         1000;
}

Microseconds DrillClock::wall() const {
  return monotonic() + (realtime_ns_ - monotonic_ns_) / 1000;
}

int DrillClock::wait_ms(Microseconds until) const {
  constexpr Microseconds look_max_ms = 20;
  constexpr Microseconds wait_max_ms = 60'000;
  const Microseconds left = std::max<Microseconds>(until - monotonic(), 0);
  if (time_ != nullptr) {
    // As the library's waits on descriptors do: one of a second looks after two milliseconds.
    return static_cast<int>(
        std::clamp<Microseconds>(left / 500'000, left > 0 ? 1 : 0, look_max_ms));
  }
  const double real_ms = static_cast<double>(left) / rate_ / 1000.0;
  return static_cast<int>(std::min(real_ms + 1, static_cast<double>(wait_max_ms)));
}

DrillWait::DrillWait(const DrillClock& clock, Microseconds until) : page_(clock.waits_) {
  if (page_ == nullptr || until == infinite_us) return;
  until_ns_ = std::max<Microseconds>(until, 1) * 1000;
  for (std::uint32_t index = 0; index < guestclock::waits_max; ++index) {
    guestclock::WaitSlot& slot = page_->slots[index];
    if (slot.until_ns.load(std::memory_order_relaxed) != 0) continue;
    std::uint32_t high = page_->high.load();
    while (high <= index && !page_->high.compare_exchange_weak(high, index + 1)) {
    }
    std::int64_t free = 0;
    if (!slot.until_ns.compare_exchange_strong(free, until_ns_)) continue;
    slot_ = &slot;
    return;
  }
}

DrillWait::~DrillWait() {
  if (slot_ == nullptr) return;
  // The server takes back what was forgotten; then it may be another's by now.
  std::int64_t ours = until_ns_;
  slot_->until_ns.compare_exchange_strong(ours, 0);
  page_->looks.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace spotdrill::init::units
