// Timestamps as wire formats have them. Years 1 to 9999 only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"

namespace spotdrill::protocol {

/// Seconds since 1970, with fractions; nothing outside the years 1 to 9999.
std::optional<Instant> from_epoch_seconds(double seconds);

/// With milliseconds, which is all that AWS keeps.
double to_epoch_seconds(Instant instant);

/// "Tue, 29 Apr 2014 18:30:38 GMT".
std::string rfc822(Instant instant);

/// Reads ISO 8601, RFC 822 or a number of seconds: what AWS's query services take.
std::optional<Instant> parse_timestamp(std::string_view text);

}  // namespace spotdrill::protocol
