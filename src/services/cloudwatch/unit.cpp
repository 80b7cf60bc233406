#include "services/cloudwatch/unit.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::cloudwatch {
namespace {

// In the order in which AWS prefers them when a query names no unit and several were received, as
// was observed there. The position is stored: it must not change.
constexpr std::array<std::string_view, 27> units{
    "Megabits",
    "Terabits",
    "Gigabits",
    "Count",
    "Bytes",
    "Gigabytes",
    "Gigabytes/Second",
    "Kilobytes",
    "Kilobits/Second",
    "Terabytes",
    "Terabits/Second",
    "Bytes/Second",
    "Percent",
    "Megabytes",
    "Megabits/Second",
    "Milliseconds",
    "Microseconds",
    "Kilobytes/Second",
    "Gigabits/Second",
    "Megabytes/Second",
    "Bits",
    "Bits/Second",
    "Count/Second",
    "Seconds",
    "Kilobits",
    "Terabytes/Second",
    "None",
};
static_assert(units[unit_none] == "None");

}  // namespace

std::string_view unit_name(Unit unit) {
  return units.at(unit);
}

std::optional<Unit> parse_unit(std::string_view name) {
  const auto found = std::find(units.begin(), units.end(), name);
  if (found == units.end()) return std::nullopt;
  return static_cast<Unit>(found - units.begin());
}

}  // namespace spotdrill::cloudwatch
