// The text of a unit file as assignments, in order. What they mean is service_unit.hpp's.
// Source: systemd.syntax(7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init::units {

struct Assignment {
  std::string section;
  std::string key;
  std::string value;
  int line = 0;
};

struct UnitFile {
  std::vector<Assignment> assignments;
  std::vector<std::string> problems;  ///< Lines that are passed over, as systemd does.
};

/// More of either is passed over.
inline constexpr std::size_t assignments_max = 2'000;
inline constexpr std::size_t problems_max = 20;

UnitFile parse_unit_file(std::string_view text);

/// Without the white space around it.
std::string_view trimmed(std::string_view text);

/// "1", "yes", "y", "true", "t", "on", and their opposites; otherwise `otherwise`.
bool parse_boolean(std::string_view text, bool otherwise);

}  // namespace spotdrill::init::units
