#include "protocol/timestamp.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/iso8601.hpp"

namespace spotdrill::protocol {
namespace {

constexpr double earliest_seconds = -62'135'596'800.0;  // 0001-01-01
constexpr double latest_seconds = 253'402'300'799.0;    // 9999-12-31T23:59:59

constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// "Tue, 29 Apr 2014 18:30:38 GMT".
std::optional<Instant> parse_rfc822(std::string_view text) {
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  for (std::size_t month = 0; month < months.size(); ++month) {
    if (text.substr(8, 3) != months[month]) continue;
    return parse_iso8601(fmt::format("{}-{:02}-{}T{}Z", text.substr(12, 4), month + 1,
                                     text.substr(5, 2), text.substr(17, 8)));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Instant> from_epoch_seconds(double seconds) {
  if (!(seconds >= earliest_seconds && seconds <= latest_seconds)) return std::nullopt;
  return Instant{Duration{std::llround(seconds * 1e6)}};
}

double to_epoch_seconds(Instant instant) {
  return static_cast<double>(millis_since_epoch(instant)) / 1000.0;
}

std::string rfc822(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     weekdays[std::chrono::weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<Instant> parse_timestamp(std::string_view text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc{} && end == text.data() + text.size()) return from_epoch_seconds(seconds);
  if (auto instant = parse_iso8601(text)) return instant;
  return parse_rfc822(text);
}

}  // namespace spotdrill::protocol
