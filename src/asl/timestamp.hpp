// Timestamps as the States Language has them, which is stricter than ISO 8601.
#pragma once

#include <optional>
#include <string_view>

#include "base/units.hpp"

namespace spotdrill::asl {

/// Nothing when `text` is none. Source: Amazon States Language, "Timestamps": "MUST conform to the
/// RFC3339 profile of ISO 8601, with the further restrictions that an uppercase T character MUST be
/// used to separate date and time, and an uppercase Z character MUST be present in the absence of a
/// numeric time zone offset".
std::optional<Instant> parse_timestamp(std::string_view text);

}  // namespace spotdrill::asl
