#include "host/shared_time.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>
#include <new>

#include "host/descriptor.hpp"

namespace spotdrill {
namespace {

namespace gc = guestclock;

/// A thread that waits goes on within a look (20 ms) or at its bell. A wait that stays longer is a
/// killed thread's; one that merely could not run yet is seen as runnable.
constexpr std::chrono::milliseconds forgotten_after{100};

/// Time is moved by whole microseconds: what is left of a wait then is nothing to wait for here.
constexpr std::int64_t at_once_ns = 2'000;

std::int64_t clock_ns(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

template <class Page>
Result<Page*, std::string> map_shared(const std::filesystem::path& file) {
  const auto error = [&](const char* what) {
    return refuse(fmt::format("Cannot {} {}: {}.", what, file.string(), std::strerror(errno)));
  };
  const Descriptor descriptor{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!descriptor.valid()) return error("open");
  // Instances' programs run as any of its users; on the host the data directory is private.
  if (::fchmod(descriptor.get(), 0666) != 0) return error("give rights to");
  struct stat about{};
  ::fstat(descriptor.get(), &about);
  const bool old = about.st_size == static_cast<off_t>(sizeof(Page));
  if (!old && ::ftruncate(descriptor.get(), sizeof(Page)) != 0) return error("write");
  // Disk that is not there would kill whoever writes to the page first.
  const int refused = ::posix_fallocate(descriptor.get(), 0, sizeof(Page));
  if (refused == ENOSPC) {
    return refuse(fmt::format("Cannot write {}: the disk is full.", file.string()));
  }
  void* page =
      ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor.get(), 0);
  if (page == MAP_FAILED) return error("map");
  if (old && static_cast<Page*>(page)->magic == gc::pages_magic) return static_cast<Page*>(page);
  std::memset(page, 0, sizeof(Page));
  return new (page) Page;
}

}  // namespace

SharedTime::SharedTime(std::filesystem::path directory, void* time, void* waits)
    : directory_(std::move(directory)),
      time_(static_cast<gc::TimePage*>(time)),
      waits_(static_cast<gc::WaitsPage*>(waits)),
      overdue_(gc::waits_max) {}

SharedTime::~SharedTime() {
  ::munmap(time_, sizeof *time_);
  ::munmap(waits_, sizeof *waits_);
}

Result<std::unique_ptr<SharedTime>, std::string> SharedTime::open(
    const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return refuse(fmt::format("{}: {}", directory.string(), error.message()));
  auto* time = TRY(map_shared<gc::TimePage>(directory / gc::time_name));
  auto* waits = TRY(map_shared<gc::WaitsPage>(directory / gc::waits_name));
  time->sequence.store(0);  // The earlier server may have died in the middle.
  return std::unique_ptr<SharedTime>{new SharedTime{directory, time, waits}};
}

std::chrono::nanoseconds SharedTime::ahead() const {
  return std::chrono::nanoseconds{time_->ahead_ns.load()};
}

void SharedTime::publish(std::chrono::nanoseconds ahead) {
  remember(ahead.count());
  time_->ahead_ns.store(ahead.count(), std::memory_order_release);
  (void)waits();
}

void SharedTime::remember(std::int64_t ahead_ns) {
  std::uint32_t count = std::min(time_->count.load(), gc::history_max);
  time_->sequence.fetch_add(1);
  std::atomic_thread_fence(std::memory_order_release);
  count = add_ahead(time_->history, count,
                    {.since_ns = clock_ns(CLOCK_REALTIME), .ahead_ns = ahead_ns});
  time_->count.store(count);
  time_->sequence.fetch_add(1);
}

bool SharedTime::is_forgotten(std::uint32_t index, std::int64_t until_ns) {
  const auto now = std::chrono::steady_clock::now();
  Overdue& known = overdue_[index];
  if (known.until_ns != until_ns) known = {until_ns, now};
  return now - known.since > forgotten_after;
}

ProgramWaits SharedTime::waits() {
  ProgramWaits found{.looks = waits_->looks.load()};
  const std::int64_t now = clock_ns(CLOCK_MONOTONIC) + time_->ahead_ns.load();
  const std::uint32_t high = std::min(waits_->high.load(), gc::waits_max);
  std::uint32_t used = 0;
  for (std::uint32_t index = 0; index < high; ++index) {
    gc::WaitSlot& slot = waits_->slots[index];
    std::int64_t until = slot.until_ns.load(std::memory_order_acquire);
    if (until == 0) continue;
    ++used;
    if (until > now + at_once_ns) {
      const std::chrono::nanoseconds left{until - now};
      if (!found.nearest || left < *found.nearest) found.nearest = left;
      continue;
    }
    if (is_forgotten(index, until)) {
      slot.until_ns.compare_exchange_strong(until, 0);
      continue;
    }
    found.overdue = true;
    slot.bell.fetch_add(1);
    ::syscall(SYS_futex, &slot.bell, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
  }
  found.full = used == gc::waits_max;
  return found;
}

std::uint32_t add_ahead(gc::Ahead* list, std::uint32_t count, const gc::Ahead& entry) {
  if (count == gc::history_max) {
    // The newer half stays as it is; of the older every second goes.
    std::uint32_t kept = 0;
    for (std::uint32_t index = 0; index < count; ++index) {
      if (index < count / 2 && index % 2 == 0) continue;
      list[kept++] = list[index];
    }
    count = kept;
  }
  list[count] = entry;
  return count + 1;
}

std::optional<std::chrono::nanoseconds> read_ahead(const std::filesystem::path& directory) {
  const Descriptor file{::open((directory / gc::time_name).c_str(), O_RDONLY | O_CLOEXEC)};
  gc::TimePage page;
  if (!file.valid() ||
      ::read(file.get(), static_cast<void*>(&page), sizeof page) !=
          static_cast<ssize_t>(sizeof page) ||
      page.magic != gc::pages_magic) {
    return std::nullopt;
  }
  return std::chrono::nanoseconds{page.ahead_ns.load()};
}

}  // namespace spotdrill
