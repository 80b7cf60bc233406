// Days and times in UTC, by the rules of JavaScript's Date.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spotdrill::jsonata {

struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;  ///< From 1.
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
};

inline constexpr double milliseconds_per_day = 86'400'000;

/// Beyond this many milliseconds before or after 1970 there is no Date.
inline constexpr double date_milliseconds_max = 8.64e15;

CivilTime civil_time(double milliseconds);

/// Date.UTC: values that are too large carry over, years to 99 are of the 20th century. NaN if
/// there is no such date. The month counts from 0.
double utc_milliseconds(double year, double month, double day = 1, double hour = 0,
                        double minute = 0, double second = 0, double millisecond = 0);

/// From 1, Monday, to 7.
int day_of_week(double milliseconds);

/// What a component of a picture says of a time: Y, M, D, d, F, W, w, X, x, H, h, m, s or f.
double date_component(double milliseconds, char component);

/// As Date.parse reads ISO 8601, with times that have no zone in UTC; nothing if it is none.
std::optional<double> parse_iso8601(std::string_view text);

}  // namespace spotdrill::jsonata
