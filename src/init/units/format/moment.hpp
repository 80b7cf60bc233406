// Moments as journalctl's --since= and --until= have them, in UTC. Source: systemd.time(7),
// "Parsing Timestamps".
#pragma once

#include <optional>
#include <string_view>

#include "init/units/format/time_span.hpp"

namespace spotdrill::init::units {

/// "2026-11-30 10:00", "10:00:30", "today", "-1h", "5 min ago", "@1796033850". Both since 1970.
std::optional<Microseconds> parse_moment(std::string_view text, Microseconds now);

}  // namespace spotdrill::init::units
