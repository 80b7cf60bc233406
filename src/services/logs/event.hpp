// A log event, and its place in the order in which events are read.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/units.hpp"

namespace spotdrill::logs {

/// Units: milliseconds since the epoch.
using Timestamp = std::int64_t;

struct Event {
  Timestamp timestamp = 0;
  Timestamp ingested = 0;
  std::string message;
};

/// "This size is calculated as the sum of all event messages in UTF-8, plus 26 bytes for each log
/// event."
inline constexpr std::int64_t event_overhead_bytes = 26;

inline std::int64_t event_bytes(std::string_view message) {
  return static_cast<std::int64_t>(message.size()) + event_overhead_bytes;
}

/// "The returned log events are sorted by event timestamp, the timestamp when the event was
/// ingested by CloudWatch Logs, and the ID of the PutLogEvents request." No two events of a region
/// have the same.
struct Position {
  Timestamp timestamp = 0;
  Timestamp ingested = 0;
  std::uint64_t chunk = 0;
  std::uint32_t index = 0;  ///< In the chunk.
  auto operator<=>(const Position&) const = default;
};

}  // namespace spotdrill::logs
