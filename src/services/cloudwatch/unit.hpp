// The units that AWS knows, as one byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spotdrill::cloudwatch {

/// A position in the list of units; unit_none is "None".
using Unit = std::uint8_t;

inline constexpr Unit unit_none = 26;

/// "Percent", "Count/Second", … `unit` must be one.
std::string_view unit_name(Unit unit);

/// The unit called `name`. Nothing when there is none.
std::optional<Unit> parse_unit(std::string_view name);

}  // namespace spotdrill::cloudwatch
