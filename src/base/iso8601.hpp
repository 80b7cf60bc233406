// Timestamps and durations as ISO 8601 writes them. Not a calendar: UTC only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"

namespace spotdrill {

/// "2017-09-18T08:22:00Z": what IMDS and Spot notices carry.
std::string iso8601_seconds(Instant instant);

/// "2017-09-18T08:22:00.000Z": what EC2's XML carries.
std::string iso8601_millis(Instant instant);

/// Reads "YYYY-MM-DD[THH:MM[:SS[.fraction]][Z|±HH:MM]]". Nothing when it is none.
std::optional<Instant> parse_iso8601(std::string_view text);

/// Reads "PT2M", "P1DT12H", "PT0.5S". Nothing when it is none. Years and months are refused.
std::optional<Duration> parse_iso8601_duration(std::string_view text);

/// Reads what people type: "90s", "2m", "1h30m", "500ms", "PT2M". Nothing when it is none.
std::optional<Duration> parse_duration(std::string_view text);

/// "2m", "1h30m", "12.5s": the shortest that parse_duration reads back.
std::string format_duration(Duration duration);

}  // namespace spotdrill
