#include "jsonata/functions/calendar.hpp"

#include <cmath>
#include <limits>

namespace spotdrill::jsonata {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Days from 1970-01-01 to the first of a month, from 1, in the proleptic Gregorian calendar.
double days_to_month(double year, int month) {
  const double shifted = month <= 2 ? year - 1 : year;  // A year that begins in March.
  const double era = std::floor(shifted / 400);
  const double year_of_era = shifted - era * 400;
  const int month_from_march = (month + 9) % 12;
  const double day_of_year = (153 * month_from_march + 2) / 5;
  const double day_of_era =
      year_of_era * 365 + std::floor(year_of_era / 4) - std::floor(year_of_era / 100) + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

/// When the first week begins of a month or, with January, of a year: the week of its first
/// Thursday.
double first_week(double year, int month) {
  const double first = utc_milliseconds(year, month - 1);
  const int day = day_of_week(first);
  return first + (day > 4 ? 8 - day : 1 - day) * milliseconds_per_day;
}

double weeks_between(double start, double end) {
  return std::floor((end - start) / (milliseconds_per_day * 7) + 1);
}

struct Month {
  double year;
  int month;
  Month next() const { return month == 12 ? Month{year + 1, 1} : Month{year, month + 1}; }
  Month before() const { return month == 1 ? Month{year - 1, 12} : Month{year, month - 1}; }
};

double week_of_year(const CivilTime& time, double today) {
  const auto year = static_cast<double>(time.year);
  const double week = weeks_between(first_week(year, 1), today);
  if (week > 52 && today >= first_week(year + 1, 1)) return 1;
  return week < 1 ? weeks_between(first_week(year - 1, 1), today) : week;
}

double week_of_month(const CivilTime& time, double today) {
  const Month month{static_cast<double>(time.year), time.month};
  const double week = weeks_between(first_week(month.year, month.month), today);
  if (week > 4 && today >= first_week(month.next().year, month.next().month)) return 1;
  if (week >= 1) return week;
  return weeks_between(first_week(month.before().year, month.before().month), today);
}

double week_year(const CivilTime& time, double now) {
  const auto year = static_cast<double>(time.year);
  if (now < first_week(year, 1)) return year - 1;
  return now >= first_week(year + 1, 1) ? year + 1 : year;
}

double week_month(const CivilTime& time, double now) {
  const Month month{static_cast<double>(time.year), time.month};
  if (now < first_week(month.year, month.month)) return month.before().month;
  if (now >= first_week(month.next().year, month.next().month)) return month.next().month;
  return month.month;
}

/// Reads digits from the front of a text.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::optional<int> take(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_digit() const { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace

CivilTime civil_time(double milliseconds) {
  const double days = std::floor(milliseconds / milliseconds_per_day);
  auto rest = static_cast<std::int64_t>(milliseconds - days * milliseconds_per_day);
  const double from_march = days + 719'468;
  const double era = std::floor(from_march / 146'097);
  const auto day_of_era = static_cast<std::int64_t>(from_march - era * 146'097);
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilTime time;
  time.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  time.month =
      static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  time.year = year_of_era + static_cast<std::int64_t>(era) * 400 + (time.month <= 2 ? 1 : 0);
  time.millisecond = static_cast<int>(rest % 1000);
  rest /= 1000;
  time.second = static_cast<int>(rest % 60);
  rest /= 60;
  time.minute = static_cast<int>(rest % 60);
  time.hour = static_cast<int>(rest / 60);
  return time;
}

double utc_milliseconds(double year, double month, double day, double hour, double minute,
                        double second, double millisecond) {
  const double whole = std::trunc(year) + std::trunc(month) + std::trunc(day) + std::trunc(hour) +
                       std::trunc(minute) + std::trunc(second) + std::trunc(millisecond);
  if (!std::isfinite(whole) || std::abs(year) > 1e6 || std::abs(month) > 1e7) return none;
  year = std::trunc(year);
  if (year >= 0 && year <= 99) year += 1900;
  year += std::floor(std::trunc(month) / 12);
  const int month_of_year =
      static_cast<int>(std::trunc(month) - std::floor(std::trunc(month) / 12) * 12);
  const double days = days_to_month(year, month_of_year + 1) + std::trunc(day) - 1;
  const double result = days * milliseconds_per_day + std::trunc(hour) * 3'600'000 +
                        std::trunc(minute) * 60'000 + std::trunc(second) * 1'000 +
                        std::trunc(millisecond);
  return std::abs(result) <= date_milliseconds_max ? result : none;
}

int day_of_week(double milliseconds) {
  const double days = std::floor(milliseconds / milliseconds_per_day);
  const double from_monday = days + 3;  // 1970 began on a Thursday.
  return static_cast<int>(from_monday - std::floor(from_monday / 7) * 7) + 1;
}

double date_component(double milliseconds, char component) {
  const CivilTime time = civil_time(milliseconds);
  const auto year = static_cast<double>(time.year);
  const double today = utc_milliseconds(year, time.month - 1, time.day);
  switch (component) {
    case 'Y':
      return year;
    case 'M':
      return time.month;
    case 'D':
      return time.day;
    case 'd':
      return (today - utc_milliseconds(year, 0)) / milliseconds_per_day + 1;
    case 'F':
      return day_of_week(milliseconds);
    case 'W':
      return week_of_year(time, today);
    case 'w':
      return week_of_month(time, today);
    case 'X':
      return week_year(time, milliseconds);
    case 'x':
      return week_month(time, milliseconds);
    case 'H':
      return time.hour;
    case 'h':
      return time.hour % 12 == 0 ? 12 : time.hour % 12;
    case 'm':
      return time.minute;
    case 's':
      return time.second;
    case 'f':
      return time.millisecond;
    default:
      return none;
  }
}

std::optional<double> parse_iso8601(std::string_view text) {
  DateReader digits{text};
  const auto year = digits.take(4);
  if (!year.has_value()) return std::nullopt;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  double millisecond = 0;
  double offset = 0;
  const auto read = [&](int& into) {
    const auto value = digits.take(2);
    into = value.value_or(0);
    return value.has_value();
  };
  if (digits.skip('-')) {
    if (!read(month)) return std::nullopt;
    if (digits.skip('-') && !read(day)) return std::nullopt;
  }
  if (digits.skip('T')) {
    const bool complete =
        read(hour) && digits.skip(':') && read(minute) && digits.skip(':') && read(second);
    if (!complete) return std::nullopt;
    if (digits.skip('.')) {
      if (!digits.at_digit()) return std::nullopt;
      for (double scale = 100; digits.at_digit(); scale = std::floor(scale / 10)) {
        millisecond += *digits.take(1) * scale;
      }
    }
    const bool behind = digits.skip('-');
    if (behind || digits.skip('+')) {
      int hours = 0;
      int minutes = 0;
      if (!read(hours)) return std::nullopt;
      (void)digits.skip(':');
      if (!read(minutes)) return std::nullopt;
      offset = (hours * 60 + minutes) * (behind ? -1 : 1);
    } else {
      (void)digits.skip('Z');
    }
  }
  const bool in_range =
      month >= 1 && month <= 12 && day >= 1 && day <= 31 && minute < 60 && second < 60 &&
      (hour < 24 || (hour == 24 && minute == 0 && second == 0 && millisecond == 0));
  if (!digits.done() || !in_range) return std::nullopt;
  // Date.UTC takes years below 100 for another century, a text means what it says.
  const double days = days_to_month(*year, month) + day - 1;
  return days * milliseconds_per_day + hour * 3'600'000.0 + minute * 60'000.0 + second * 1'000.0 +
         millisecond - offset * 60'000;
}

}  // namespace spotdrill::jsonata
