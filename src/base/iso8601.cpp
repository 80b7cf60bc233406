#include "base/iso8601.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace spotdrill {
namespace {

using std::chrono::duration_cast;
using std::chrono::floor;

/// Takes an unsigned integer of exactly `digits` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return {};
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return {};
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes "123" or "1.5" off the front. Bounded, so that a duration cannot overflow.
std::optional<double> take_number(std::string_view& text) {
  constexpr std::size_t digits_max = 15;
  std::size_t length = 0;
  double value = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') {
    value = value * 10 + (text[length] - '0');
    ++length;
  }
  if (length == 0 || length > digits_max) return {};
  if (length < text.size() && (text[length] == '.' || text[length] == ',')) {
    double scale = 0.1;
    const std::size_t start = ++length;
    while (length < text.size() && text[length] >= '0' && text[length] <= '9') {
      value += (text[length] - '0') * scale;
      scale /= 10;
      ++length;
    }
    if (length == start) return {};
  }
  text.remove_prefix(length);
  return value;
}

constexpr double seconds_max = 1e11;  // Far past any AWS limit, far from overflow.

std::optional<Duration> from_seconds(double seconds) {
  if (!(seconds <= seconds_max)) return {};
  return Duration{static_cast<std::int64_t>(std::llround(seconds * 1e6))};
}

using TimeOfDay = std::chrono::hh_mm_ss<std::chrono::seconds>;

/// A year that has not four digits.
std::string far_seconds(const std::chrono::year_month_day& date, const TimeOfDay& time) {
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

/// Writes `number` into the zeros that end at `end`.
void put_digits(std::string& text, std::size_t end, unsigned number) {
  for (; number != 0; number /= 10) text[--end] = static_cast<char>('0' + number % 10);
}

struct Unit {
  std::string_view name;
  double seconds;
};

}  // namespace

std::string iso8601_seconds(Instant instant) {
  const auto days = floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss time{floor<std::chrono::seconds>(instant - days)};
  const int year = static_cast<int>(date.year());
  if (year < 0 || year > 9999) return far_seconds(date, time);
  // By hand: a listing has thousands, and fmt takes ten times as long.
  std::string text{"0000-00-00T00:00:00Z"};
  put_digits(text, 4, static_cast<unsigned>(year));
  put_digits(text, 7, static_cast<unsigned>(date.month()));
  put_digits(text, 10, static_cast<unsigned>(date.day()));
  put_digits(text, 13, static_cast<unsigned>(time.hours().count()));
  put_digits(text, 16, static_cast<unsigned>(time.minutes().count()));
  put_digits(text, 19, static_cast<unsigned>(time.seconds().count()));
  return text;
}

std::string iso8601_millis(Instant instant) {
  const auto whole = floor<std::chrono::seconds>(instant);
  std::string text = iso8601_seconds(instant);
  const std::size_t end = text.size() - 1;  // Of what precedes the Z.
  text.insert(end, ".000");
  put_digits(
      text, end + 4,
      static_cast<unsigned>(duration_cast<std::chrono::milliseconds>(instant - whole).count()));
  return text;
}

std::optional<Instant> parse_iso8601(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return {};
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return {};
  const auto day = take_digits(text, 2);
  if (!day) return {};
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return {};
  Instant instant{std::chrono::sys_days{date}};
  if (text.empty()) return instant;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return {};

  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return {};
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59) return {};
  instant += std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (take(text, ':')) {
    const auto second = take_digits(text, 2);
    if (!second || *second > 60) return {};
    instant += std::chrono::seconds{*second};
    if (take(text, '.')) {
      std::int64_t scale = 100'000;
      std::size_t digits = 0;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        instant += Duration{(text.front() - '0') * scale};
        scale /= 10;
        ++digits;
        text.remove_prefix(1);
      }
      if (digits == 0) return {};
    }
  }

  if (text.empty() || text == "Z" || text == "z") return instant;
  const bool east = text.front() == '+';
  if (!east && text.front() != '-') return {};
  text.remove_prefix(1);
  const auto offset_hours = take_digits(text, 2);
  if (!offset_hours || *offset_hours > 18) return {};
  take(text, ':');
  const auto offset_minutes = take_digits(text, 2);
  if (!offset_minutes || *offset_minutes > 59 || !text.empty()) return {};
  const Duration offset = std::chrono::hours{*offset_hours} + std::chrono::minutes{*offset_minutes};
  return east ? instant - offset : instant + offset;
}

std::optional<Duration> parse_iso8601_duration(std::string_view text) {
  static constexpr Unit date_units[] = {{"W", 7 * 86400.0}, {"D", 86400.0}};
  static constexpr Unit time_units[] = {{"H", 3600.0}, {"M", 60.0}, {"S", 1.0}};
  if (!take(text, 'P') || text.empty()) return {};
  double seconds = 0;
  bool in_time = false;
  const Unit* next = std::begin(date_units);
  const Unit* end = std::end(date_units);
  while (!text.empty()) {
    if (!in_time && take(text, 'T')) {
      if (text.empty()) return {};
      in_time = true;
      next = std::begin(time_units);
      end = std::end(time_units);
    }
    const auto number = take_number(text);
    if (!number) return {};
    while (next != end && !text.starts_with(next->name)) ++next;
    if (next == end) return {};
    seconds += *number * next->seconds;
    ++next;
    text.remove_prefix(1);
  }
  return from_seconds(seconds);
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.starts_with('P')) return parse_iso8601_duration(text);
  // "ms" stands before "m", which is its prefix.
  static constexpr Unit units[] = {{"ms", 0.001}, {"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}};
  if (text.empty()) return {};
  double seconds = 0;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number) return {};
    const Unit* unit = std::begin(units);
    while (unit != std::end(units) && !text.starts_with(unit->name)) ++unit;
    if (unit == std::end(units)) return {};
    text.remove_prefix(unit->name.size());
    seconds += *number * unit->seconds;
  }
  return from_seconds(seconds);
}

std::string format_duration(Duration duration) {
  if (duration < Duration::zero()) return fmt::format("-{}", format_duration(-duration));
  const std::int64_t micros = duration.count();
  if (micros == 0) return "0s";
  if (micros < 1'000'000) return fmt::format("{}ms", (micros + 500) / 1000);
  const std::int64_t tenths = (micros + 50'000) / 100'000;
  if (tenths < 600) {
    return tenths % 10 == 0 ? fmt::format("{}s", tenths / 10)
                            : fmt::format("{}.{}s", tenths / 10, tenths % 10);
  }
  const std::int64_t seconds = (micros + 500'000) / 1'000'000;
  std::string text;
  if (seconds >= 3600) text += fmt::format("{}h", seconds / 3600);
  if (seconds % 3600 >= 60) text += fmt::format("{}m", seconds % 3600 / 60);
  if (seconds % 60 != 0) text += fmt::format("{}s", seconds % 60);
  return text;
}

}  // namespace spotdrill
