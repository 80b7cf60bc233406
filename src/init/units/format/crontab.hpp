// Crontabs: what is run when, as the lines of a file say it. No file and no clock; moments are
// those of calendar.hpp. Source: crontab(5), of Debian's cron and of cronie.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "init/units/format/words.hpp"

namespace spotdrill::init::units {

struct CronEntry {
  std::vector<std::string> calendars;  ///< As OnCalendar= has them; empty: once, at the boot.
  std::string user;                    ///< Of a system's crontab; else empty.
  std::string command;
  std::string input;  ///< What "%" begins: the command's standard input.
  Environment environment;

  bool operator==(const CronEntry&) const = default;
};

struct Crontab {
  std::vector<CronEntry> entries;
  std::vector<std::pair<int, std::string>> errors;  ///< By the line: "bad minute".
};

/// More entries are passed over.
inline constexpr std::size_t cron_entries_max = 256;

/// `with_users`: as /etc/crontab and /etc/cron.d have them, with a user before the command.
Crontab parse_crontab(std::string_view text, bool with_users);

}  // namespace spotdrill::init::units
