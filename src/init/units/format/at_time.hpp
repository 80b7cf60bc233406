// When `at` is to run something: "now + 5 minutes", "14:30 tomorrow". In UTC. Source: at(1).
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init::units {

/// Whole minutes since 1970, as seconds. Nothing: it is not understood. `now` is since 1970, too.
std::optional<std::time_t> parse_at_time(const std::vector<std::string>& words, std::time_t now);

/// "[[CC]YY]MMDDhhmm[.ss]", as -t has it.
std::optional<std::time_t> parse_at_stamp(std::string_view text, std::time_t now);

/// What the name of a job's file says: "a0000701b2c3d4" has its queue, its number, and the minute
/// since 1970 in which it is due, the last two in hexadecimal.
struct AtName {
  char queue = 'a';
  long number = 0;
  std::time_t due = 0;  ///< In seconds.
};

/// Nothing: it is no such name.
std::optional<AtName> parse_at_name(std::string_view name);
std::string at_name(const AtName& name);

}  // namespace spotdrill::init::units
