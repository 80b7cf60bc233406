#include "guestclock/rung_timers.hpp"

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "guestclock/waiting.hpp"

namespace spotdrill::guestclock {
namespace {

/// Timers of one process that are set off; the kernel's reserve does for more.
constexpr int timers_max = 64;

RungTimer timers[timers_max];
std::atomic_flag locked = ATOMIC_FLAG_INIT;
pid_t ringer_of = 0;                          // Whose thread it is: a fork's child has none.
std::atomic<std::uint32_t> changed{0};        // What the ringer waits on while nothing is armed.
std::atomic<WaitSlot*> ringer_slot{nullptr};  // And while something is.

// alarm() and timer_settime() may be called by a signal's handler, so none runs meanwhile.
class Lock {
 public:
  Lock() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
    while (locked.test_and_set(std::memory_order_acquire)) {
    }
  }
  ~Lock() {
    locked.clear(std::memory_order_release);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  sigset_t before_;
};

long futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value) {
  using Function = long (*)(long, ...);
  static const Function real = next<Function>("syscall");
  return real(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
}

std::int64_t earliest() {
  std::int64_t found = no_end;
  const Lock lock;
  for (const RungTimer& timer : timers) {
    if (timer.until_ns != 0 && timer.until_ns < found) found = timer.until_ns;
  }
  return found;
}

void set_off_due() {
  const Lock lock;
  const std::int64_t now = drill_now(CLOCK_MONOTONIC);
  for (RungTimer& timer : timers) {
    if (timer.until_ns == 0 || timer.until_ns > now) continue;
    timer.set_off(timer.name, timer.interval_ns);
    if (timer.interval_ns == 0) {
      timer.until_ns = 0;
    } else {
      // Those that were missed come as one, as the kernel's overruns do.
      const std::int64_t late = now - timer.until_ns;
      timer.until_ns += (late / timer.interval_ns + 1) * timer.interval_ns;
    }
  }
}

void* ring_on(void*) {
  for (;;) {
    const std::uint32_t seen = changed.load();
    const std::int64_t until = earliest();
    if (until == no_end) {
      futex(changed, FUTEX_WAIT_PRIVATE, seen);
      continue;
    }
    const Waiting place{until};
    WaitSlot* slot = place.slot();
    const std::uint32_t rung = slot != nullptr ? slot->bell.load() : 0;
    ringer_slot.store(slot);
    const std::int64_t left = left_until(until);
    // What was armed before the slot could be seen is looked at first.
    if (left > 0 && changed.load() == seen) {
      constexpr std::int64_t longest = 1'000'000'000;
      constexpr std::int64_t longest_alone = 20'000'000;
      const std::int64_t limit = slot != nullptr ? longest : longest_alone;
      if (slot != nullptr) wait_for_bell(*slot, rung, left < limit ? left : limit);
      if (slot == nullptr) usleep(static_cast<useconds_t>((left < limit ? left : limit) / 1000));
      note_look();
    }
    ringer_slot.store(nullptr);
    set_off_due();
  }
  return nullptr;
}

void start_ringer() {
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto create = next<Create>("pthread_create");
  if (create == nullptr) return;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  constexpr std::size_t stack_bytes = 128 * 1024;
  pthread_attr_setstacksize(&attributes, stack_bytes);
  // It is born with all signals blocked: they are the program's.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_t thread;
  create(&thread, &attributes, ring_on, nullptr);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
}

// A child that fork made has no timers, and none of its parent's threads.
void begin_anew_after_fork() {
  if (ringer_of == getpid()) return;
  for (RungTimer& timer : timers) timer = {};
  ringer_slot.store(nullptr);
}

// A timer that is armed when its process ends is nobody's wait any more.
__attribute__((destructor)) void withdraw() {
  WaitSlot* slot = ringer_slot.load();
  if (slot != nullptr && ringer_of == getpid()) slot->until_ns.store(0);
}

RungTimer replace(const RungTimer& timer) {
  const Lock lock;
  begin_anew_after_fork();
  RungTimer* free = nullptr;
  for (RungTimer& known : timers) {
    if (known.set_off == timer.set_off && known.name == timer.name && known.set_off != nullptr) {
      const RungTimer before = known;
      known = timer;
      return before;
    }
    if (free == nullptr && known.until_ns == 0) free = &known;
  }
  if (free != nullptr) *free = timer;
  return {};
}

}  // namespace

RungTimer ring(const RungTimer& timer) {
  const int error = errno;
  // The lock may have been another thread's when this process was forked.
  if (ringer_of != 0 && ringer_of != getpid()) locked.clear();
  const RungTimer before = replace(timer);
  const bool first = ringer_of != getpid();
  if (first && timer.until_ns != 0) {
    ringer_of = getpid();
    start_ringer();
  } else if (!first) {
    changed.fetch_add(1);
    futex(changed, FUTEX_WAKE_PRIVATE, 1);
    if (WaitSlot* slot = ringer_slot.load()) {
      slot->bell.fetch_add(1);
      futex(slot->bell, FUTEX_WAKE, 1);
    }
  }
  errno = error;
  return before;
}

}  // namespace spotdrill::guestclock
