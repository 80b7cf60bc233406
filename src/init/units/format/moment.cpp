#include "init/units/format/moment.hpp"

#include <cstdio>
#include <ctime>
#include <string>

#include "init/units/format/unit_file.hpp"

namespace spotdrill::init::units {
namespace {

constexpr Microseconds whole_day_us = 86'400 * second_us;

// "10:00", "2026-11-30", "2026-11-30 10:00:30": what is not said of the day is today's, of the
// clock midnight's.
std::optional<Microseconds> by_the_clock(const std::string& text, Microseconds now) {
  const std::time_t seconds = now / second_us;
  std::tm at{};
  gmtime_r(&seconds, &at);
  at.tm_hour = at.tm_min = at.tm_sec = 0;
  const std::size_t space = text.find(' ');
  std::string clock = space == std::string::npos ? text : text.substr(space + 1);
  int used = 0;
  if (text.size() >= 10 && text[4] == '-') {
    if (std::sscanf(text.c_str(), "%d-%d-%d%n", &at.tm_year, &at.tm_mon, &at.tm_mday, &used) != 3 ||
        used != 10) {
      return std::nullopt;
    }
    at.tm_year -= 1900;
    at.tm_mon -= 1;
    if (space == std::string::npos) return timegm(&at) * second_us;
  }
  used = 0;
  const int read = std::sscanf(clock.c_str(), "%2d:%2d%n:%2d%n", &at.tm_hour, &at.tm_min, &used,
                               &at.tm_sec, &used);
  if (read < 2 || clock[static_cast<std::size_t>(used)] != '\0' || at.tm_hour > 23 ||
      at.tm_min > 59 || at.tm_sec > 59) {
    return std::nullopt;
  }
  return timegm(&at) * second_us;
}

}  // namespace

std::optional<Microseconds> parse_moment(std::string_view given, Microseconds now) {
  std::string text{trimmed(given)};
  if (text.ends_with(" UTC")) text.resize(text.size() - 4);
  const Microseconds today = now - now % whole_day_us;
  if (text == "now") return now;
  if (text == "today") return today;
  if (text == "yesterday") return today - whole_day_us;
  if (text == "tomorrow") return today + whole_day_us;
  if (text.starts_with('@')) return parse_time_span(std::string_view{text}.substr(1));
  const bool ago = text.ends_with(" ago");
  if (ago) text.resize(text.size() - 4);
  if (ago || text.starts_with('-') || text.starts_with('+')) {
    const bool later = text.starts_with('+');
    const auto span = parse_time_span(std::string_view{text}.substr(ago ? 0 : 1));
    if (!span || *span == infinite_us) return std::nullopt;
    return later ? now + *span : now - *span;
  }
  return text.empty() ? std::nullopt : by_the_clock(text, now);
}

}  // namespace spotdrill::init::units
