#include "guestclock/waiting.hpp"

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace spotdrill::guestclock {
namespace {

constexpr std::int64_t millisecond = 1'000'000;

/// A wait of a second looks after two milliseconds; none more often than each, or less often than
/// fifty times a second.
constexpr std::int64_t looks_for_a_wait = 500;
constexpr std::int64_t look_interval_min = millisecond;
constexpr std::int64_t look_interval_max = 20 * millisecond;

/// A sleeper looks by itself as often as this, should its bell be forgotten.
constexpr std::int64_t bell_interval = 2'000 * millisecond;

// Straight to the kernel: syscall() is ours.
long futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value,
           const timespec* limit) {
  using Function = long (*)(long, ...);
  static const Function real = next<Function>("syscall");
  return real(SYS_futex, &word, operation, value, limit, nullptr, 0);
}

// A sleep is where a thread may be cancelled; the kernel's futex call is not.
class Cancellable {
 public:
  Cancellable() {
    if (set_type() != nullptr) set_type()(PTHREAD_CANCEL_ASYNCHRONOUS, &before_);
  }
  ~Cancellable() {
    if (set_type() != nullptr) set_type()(before_, nullptr);
  }
  Cancellable(const Cancellable&) = delete;
  Cancellable& operator=(const Cancellable&) = delete;

 private:
  using Function = int (*)(int, int*);
  static Function set_type() {
    static const auto found = next<Function>("pthread_setcanceltype");
    return found;
  }
  int before_ = PTHREAD_CANCEL_DEFERRED;
};

}  // namespace

Waiting::Waiting(std::int64_t until_ns) : until_ns_(until_ns) {
  WaitsPage* page = clock_map().waits;
  if (page == nullptr || until_ns == no_end) return;
  if (until_ns_ <= 0) until_ns_ = 1;
  for (std::uint32_t index = 0; index < waits_max; ++index) {
    std::int64_t free = 0;
    WaitSlot& slot = page->slots[index];
    if (slot.until_ns.load(std::memory_order_relaxed) != 0) continue;
    std::uint32_t high = page->high.load();
    while (high <= index && !page->high.compare_exchange_weak(high, index + 1)) {
    }
    if (!slot.until_ns.compare_exchange_strong(free, until_ns_)) continue;
    slot_ = &slot;
    return;
  }
}

Waiting::~Waiting() {
  // The server takes back what was forgotten; then it may be another's by now.
  std::int64_t ours = until_ns_;
  if (slot_ != nullptr) slot_->until_ns.compare_exchange_strong(ours, 0);
}

std::int64_t end_of_span(std::int64_t drill_ns) {
  const std::int64_t now = drill_now(CLOCK_MONOTONIC);
  return drill_ns < no_end - now ? now + drill_ns : no_end - 1;
}

std::int64_t end_at(clockid_t clock, std::int64_t drill_ns) {
  return end_of_span(drill_ns - drill_now(clock));
}

std::int64_t left_until(std::int64_t until_ns) {
  const std::int64_t left = until_ns - drill_now(CLOCK_MONOTONIC);
  return left > 0 ? left : 0;
}

int wait_for_bell(WaitSlot& slot, std::uint32_t seen, std::int64_t real_ns) {
  const timespec limit = to_timespec(real_ns);
  const Cancellable while_waiting;
  return futex(slot.bell, FUTEX_WAIT, seen, &limit) == 0 ? 0 : errno;
}

bool sleep_until(std::int64_t until_ns) {
  const Waiting place{until_ns};
  const int error = errno;
  static std::atomic<std::uint32_t> never{0};
  for (;;) {
    std::atomic<std::uint32_t>& bell = place.slot() != nullptr ? place.slot()->bell : never;
    // Read before the time is: a bell that rings in between is heard.
    const std::uint32_t seen = bell.load();
    const std::int64_t left = left_until(until_ns);
    if (left == 0) break;
    const std::int64_t longest = place.slot() != nullptr ? bell_interval : look_interval_max;
    const timespec limit = to_timespec(left < longest ? left : longest);
    const Cancellable while_waiting;
    if (futex(bell, FUTEX_WAIT, seen, &limit) != 0 && errno == EINTR) return false;
    note_look();
  }
  errno = error;
  return true;
}

std::int64_t look_interval(std::int64_t left_ns) {
  const std::int64_t interval = left_ns / looks_for_a_wait;
  if (interval < look_interval_min) return look_interval_min;
  return interval < look_interval_max ? interval : look_interval_max;
}

void note_look() {
  if (WaitsPage* page = clock_map().waits) page->looks.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace spotdrill::guestclock
