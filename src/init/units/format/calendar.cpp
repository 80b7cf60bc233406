#include "init/units/format/calendar.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>

#include "init/units/format/words.hpp"

namespace spotdrill::init::units {
namespace {

constexpr int days_looked_at = 366 * 12;  // A 29th of February on one day of the week.
constexpr std::size_t ranges_max = 64;

struct Shorthand {
  std::string_view name;
  std::string_view meaning;
};
constexpr Shorthand shorthands[] = {
    {"minutely", "*-*-* *:*:00"},
    {"hourly", "*-*-* *:00:00"},
    {"daily", "*-*-* 00:00:00"},
    {"monthly", "*-*-01 00:00:00"},
    {"weekly", "Mon *-*-* 00:00:00"},
    {"yearly", "*-01-01 00:00:00"},
    {"annually", "*-01-01 00:00:00"},
    {"quarterly", "*-01,04,07,10-01 00:00:00"},
    {"semiannually", "*-01,07-01 00:00:00"},
};

std::vector<std::string> split_at(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos || parts.size() > ranges_max) return parts;
    text.remove_prefix(end + separator.size());
  }
}

struct FieldBounds {
  int lowest;
  int highest;
};

std::optional<CalendarRange> parse_range(std::string_view text, FieldBounds bounds) {
  CalendarRange range{bounds.lowest, bounds.highest, 1};
  const std::size_t slash = text.find('/');
  const std::string_view from_to = text.substr(0, slash);
  const bool stepped = slash != std::string_view::npos;
  if (stepped) {
    const auto step = whole_number(text.substr(slash + 1));
    if (!step || *step == 0) return std::nullopt;
    range.step = *step;
  }
  if (from_to == "*") return range;
  const std::size_t dots = from_to.find("..");
  const auto from = whole_number(from_to.substr(0, dots));
  if (!from) return std::nullopt;
  range.from = *from;
  if (dots != std::string_view::npos) {
    const auto to = whole_number(from_to.substr(dots + 2));
    if (!to) return std::nullopt;
    range.to = *to;
  } else if (!stepped) {
    range.to = *from;
  }
  if (range.from < bounds.lowest || range.to > bounds.highest || range.from > range.to) {
    return std::nullopt;
  }
  return range;
}

bool parse_field(std::string_view text, FieldBounds bounds, CalendarField& field) {
  if (text == "*") return true;
  for (const std::string& part : split_at(text, ",")) {
    const auto range = parse_range(part, bounds);
    if (!range) return false;
    field.push_back(*range);
  }
  return field.size() <= ranges_max;
}

int weekday_of(std::string_view text) {
  constexpr std::string_view names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
  std::string lower{text};
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  for (int day = 0; day < 7; ++day) {
    if (lower == names[day] || lower == names[day].substr(0, 3)) return day;
  }
  return -1;
}

bool parse_weekdays(std::string_view text, unsigned& days) {
  for (const std::string& part : split_at(text, ",")) {
    const auto ends = split_at(part, "..");
    const int first = weekday_of(ends.front());
    const int last = weekday_of(ends.back());
    if (first < 0 || last < 0 || ends.size() > 2) return false;
    for (int day = first;; day = (day + 1) % 7) {
      days |= 1U << day;
      if (day == last) break;
    }
  }
  return true;
}

bool parse_date(std::string_view text, Calendar& calendar) {
  const auto parts = split_at(text, "-");
  if (parts.size() < 2 || parts.size() > 3) return false;
  const std::size_t first = parts.size() - 2;
  return (parts.size() == 2 || parse_field(parts[0], {1970, 2199}, calendar.year)) &&
         parse_field(parts[first], {1, 12}, calendar.month) &&
         parse_field(parts[first + 1], {1, 31}, calendar.day);
}

bool parse_clock(std::string_view text, Calendar& calendar) {
  const auto parts = split_at(text, ":");
  if (parts.size() < 2 || parts.size() > 3) return false;
  return parse_field(parts[0], {0, 23}, calendar.hour) &&
         parse_field(parts[1], {0, 59}, calendar.minute) &&
         parse_field(parts.size() == 3 ? parts[2] : "0", {0, 59}, calendar.second);
}

bool field_has(const CalendarField& field, int value) {
  return field.empty() || std::any_of(field.begin(), field.end(), [&](const CalendarRange& range) {
           return value >= range.from && value <= range.to &&
                  (value - range.from) % range.step == 0;
         });
}

bool day_matches(const Calendar& calendar, const std::tm& day) {
  const int weekday = (day.tm_wday + 6) % 7;
  return (calendar.weekdays == 0 || (calendar.weekdays >> weekday & 1U) != 0) &&
         field_has(calendar.year, day.tm_year + 1900) &&
         field_has(calendar.month, day.tm_mon + 1) && field_has(calendar.day, day.tm_mday);
}

// The first second of the day, from `from` on, that the clock's fields have; -1: none.
int second_of_day(const Calendar& calendar, int from) {
  for (int hour = from / 3600; hour < 24; ++hour) {
    if (!field_has(calendar.hour, hour)) continue;
    for (int minute = 0; minute < 60; ++minute) {
      if (hour * 3600 + minute * 60 + 59 < from || !field_has(calendar.minute, minute)) continue;
      for (int second = 0; second < 60; ++second) {
        const int at = hour * 3600 + minute * 60 + second;
        if (at >= from && field_has(calendar.second, second)) return at;
      }
    }
  }
  return -1;
}

}  // namespace

std::optional<Calendar> parse_calendar(std::string_view text) {
  for (const Shorthand& each : shorthands) {
    if (text == each.name) text = each.meaning;
  }
  std::vector<std::string> words = plain_words(text);
  if (!words.empty() && words.back() == "UTC") words.pop_back();
  if (words.empty() || words.size() > 3) return std::nullopt;
  Calendar calendar;
  bool clock = false;
  for (const std::string& word : words) {
    bool read = false;
    if (word.find(':') != std::string::npos) {
      read = clock = parse_clock(word, calendar);
    } else if (word.find('-') != std::string::npos) {
      read = parse_date(word, calendar);
    } else {
      read = parse_weekdays(word, calendar.weekdays);
    }
    if (!read) return std::nullopt;
  }
  // "If the time component is omitted, 00:00:00 is assumed."
  if (!clock) calendar.hour = calendar.minute = calendar.second = {{0, 0, 1}};
  return calendar;
}

std::optional<Microseconds> next_moment(const Calendar& calendar, Microseconds after) {
  constexpr std::time_t day_s = 86'400;
  const std::time_t from = after / second_us + 1;
  std::time_t midnight = from - from % day_s;
  for (int day = 0; day < days_looked_at; ++day, midnight += day_s) {
    std::tm parts{};
    if (gmtime_r(&midnight, &parts) == nullptr) break;
    if (!day_matches(calendar, parts)) continue;
    const int second =
        second_of_day(calendar, static_cast<int>(std::max<std::time_t>(from - midnight, 0)));
    if (second >= 0) return (midnight + second) * second_us;
  }
  return std::nullopt;
}

}  // namespace spotdrill::init::units
