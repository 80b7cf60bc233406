// The server's side of the two pages by which instances' programs have the drill's time and say
// what they wait for (guestclock/pages.hpp). It publishes and reads; when time is moved is decided
// by host/time_skipper.hpp. What programs write is not believed beyond "somebody waits until then".
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "guestclock/pages.hpp"

namespace spotdrill {

/// The waits of programs, as they are at one moment. Units: spans of drill time.
struct ProgramWaits {
  std::optional<std::chrono::nanoseconds> nearest;  ///< Until the first one's end.
  bool overdue = false;     ///< One is over, and who waited has not gone on yet.
  bool full = false;        ///< There may be more than can be seen.
  std::uint32_t looks = 0;  ///< How often waiting threads looked at the time, in all.
};

class SharedTime {
 public:
  /// The pages in `directory`: those of an earlier server, which its instances use, or new ones.
  /// Errors: one sentence.
  static Result<std::unique_ptr<SharedTime>, std::string> open(
      const std::filesystem::path& directory);

  ~SharedTime();
  SharedTime(const SharedTime&) = delete;
  SharedTime& operator=(const SharedTime&) = delete;

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// How far drill time is ahead of the system's wall clock.
  [[nodiscard]] std::chrono::nanoseconds ahead() const;

  /// From now on it is so far ahead, and whoever waits no longer goes on.
  void publish(std::chrono::nanoseconds ahead);

  /// Looks at the waits, and wakes whose time has come.
  ProgramWaits waits();

 private:
  SharedTime(std::filesystem::path directory, void* time, void* waits);

  /// A wait that was seen to be over, and since when.
  struct Overdue {
    std::int64_t until_ns = 0;
    std::chrono::steady_clock::time_point since;
  };

  void remember(std::int64_t ahead_ns);
  bool is_forgotten(std::uint32_t index, std::int64_t until_ns);

  std::filesystem::path directory_;
  guestclock::TimePage* time_;
  guestclock::WaitsPage* waits_;
  std::vector<Overdue> overdue_;
};

/// Adds to a history in order; when it is full, every second of the older entries goes.
std::uint32_t add_ahead(guestclock::Ahead* list, std::uint32_t count,
                        const guestclock::Ahead& entry);

/// How far the drill time of a data directory was moved ahead; nothing when it never was.
std::optional<std::chrono::nanoseconds> read_ahead(const std::filesystem::path& directory);

}  // namespace spotdrill
