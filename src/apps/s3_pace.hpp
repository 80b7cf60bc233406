// How fast an instance's line to S3 is: when bytes that it sends or gets are through. A calculation
// with moments; whoever asks does the waiting.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/units.hpp"

namespace spotdrill::apps {

struct S3PaceSettings {
  std::uint64_t bytes_per_second = 0;  ///< 0: no limit.
  Duration latency{0};                 ///< Of each request.
};

/// Who is less ahead of the line than this need not wait yet.
inline constexpr Duration ahead_max = 50ms;

class S3Pace {
 public:
  explicit S3Pace(S3PaceSettings settings) : settings_(settings) {}

  enum class Way : std::uint8_t { Up, Down };

  /// `bytes` more go over `instance`'s line; `last`: they are the last ones. When to go on, if not
  /// at once.
  std::optional<Instant> pass(const std::string& instance, Way way, std::uint64_t bytes, bool last,
                              Instant now) {
    const Instant free = send(instance, way, bytes, now);
    const Duration ahead = free - now;
    return ahead >= ahead_max || (last && ahead > Duration::zero()) ? std::optional{free}
                                                                    : std::nullopt;
  }

  /// When all that has gone over the line is through, and a request's latency is over.
  std::optional<Instant> end(const std::string& instance, Way way, Instant now) {
    const Instant at = send(instance, way, 0, now) + settings_.latency;
    return at > now ? std::optional{at} : std::nullopt;
  }

  void forget(const std::string& instance) { lines_.erase(instance); }

 private:
  struct Line {
    Instant up;
    Instant down;
  };

  Instant send(const std::string& instance, Way way, std::uint64_t bytes, Instant now) {
    if (settings_.bytes_per_second == 0) return now;
    Line& line = lines_[instance];
    Instant& free = way == Way::Up ? line.up : line.down;
    const double seconds =
        static_cast<double>(bytes) / static_cast<double>(settings_.bytes_per_second);
    free = std::max(free, now) +
           std::chrono::duration_cast<Duration>(std::chrono::duration<double>{seconds});
    return free;
  }

  S3PaceSettings settings_;
  std::map<std::string, Line> lines_;
};

}  // namespace spotdrill::apps
