// Spans of time as unit files have them: "1min 30s", "infinity", bare seconds.
// Source: systemd.time(7), "Parsing Time Spans".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::init::units {

/// Units: microseconds.
using Microseconds = std::int64_t;

inline constexpr Microseconds second_us = 1'000'000;
inline constexpr Microseconds infinite_us = INT64_MAX;

std::optional<Microseconds> parse_time_span(std::string_view text);

/// As systemctl shows them: "1min 30s".
std::string show_time_span(Microseconds span);

}  // namespace spotdrill::init::units
