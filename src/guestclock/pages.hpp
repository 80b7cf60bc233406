// The two files by which a server whose drill time passes over waits (`--speed auto`) and the
// programs of its instances agree on the time: what it is, which programs may only read, and who
// waits for what, which they write. Layout only; the server's side is host/shared_time.hpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace spotdrill::guestclock {

inline constexpr const char* time_name = "time";
inline constexpr const char* waits_name = "waits";
inline constexpr std::uint32_t pages_magic = 0x73646331;  // "sdc1"

/// From this real moment on, drill time was ahead of real time by so much.
struct Ahead {
  std::int64_t since_ns = 0;  ///< By the system's wall clock.
  std::int64_t ahead_ns = 0;
};

/// Passed-over waits that are remembered for the times of files. When it is full, every second of
/// the older ones goes: the stamps of old files are then off by what was between two.
inline constexpr std::uint32_t history_max = 4000;

struct TimePage {
  std::uint32_t magic = pages_magic;
  std::atomic<std::uint32_t> sequence{0};  ///< Odd while the history is being changed.
  std::atomic<std::int64_t> ahead_ns{0};   ///< Drill time minus real time, now.
  std::atomic<std::uint32_t> count{0};
  Ahead history[history_max];
};

/// A wait for drill time: when it ends, by the drill's monotonic clock; zero: nobody's.
struct WaitSlot {
  std::atomic<std::int64_t> until_ns{0};
  std::atomic<std::uint32_t> bell{0};  ///< A futex: counts up and wakes when the wait is over.
  std::uint32_t unused = 0;
};

/// Waits at a time; with all of them in use nothing is passed over.
inline constexpr std::uint32_t waits_max = 4096;

struct WaitsPage {
  std::uint32_t magic = pages_magic;
  std::atomic<std::uint32_t> high{0};   ///< Slots from here on were never used.
  std::atomic<std::uint32_t> looks{0};  ///< How often a waiting thread woke to look at the time.
  std::uint32_t unused = 0;
  WaitSlot slots[waits_max];
};

static_assert(std::atomic<std::int64_t>::is_always_lock_free);

}  // namespace spotdrill::guestclock
