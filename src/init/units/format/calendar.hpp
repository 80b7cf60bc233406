// OnCalendar=: moments by the calendar, in UTC. Source: systemd.time(7), "Calendar Events".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "init/units/format/time_span.hpp"

namespace spotdrill::init::units {

/// "0", "1..5", "0/15": from, to, step.
struct CalendarRange {
  int from = 0;
  int to = 0;
  int step = 1;
};
using CalendarField = std::vector<CalendarRange>;  ///< Empty: any.

struct Calendar {
  unsigned weekdays = 0;  ///< Bit 0 is Monday; 0: any.
  CalendarField year, month, day, hour, minute, second;
};

/// Nothing: it cannot be read, or has what is not here (time zones other than UTC, "~").
std::optional<Calendar> parse_calendar(std::string_view text);

/// The first moment after `after`, both since 1970; nothing: there is none within some years.
std::optional<Microseconds> next_moment(const Calendar& calendar, Microseconds after);

}  // namespace spotdrill::init::units
