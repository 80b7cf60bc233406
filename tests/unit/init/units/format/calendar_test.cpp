#include "init/units/format/calendar.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace spotdrill::init::units {
namespace {

// The next moment after 2026-11-30 (a Monday) 10:17:30.
std::string next(std::string_view text) {
  const auto calendar = parse_calendar(text);
  if (!calendar) return "unreadable";
  const auto moment = next_moment(*calendar, Microseconds{1'796'033'850} * second_us);
  if (!moment) return "never";
  const std::time_t seconds = *moment / second_us;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char shown[32];
  std::strftime(shown, sizeof shown, "%F %T", &parts);
  return shown;
}

TEST(Calendar, NextMomentIsTheFirstThatFits) {
  EXPECT_EQ(next("*:0/5"), "2026-11-30 10:20:00");
  EXPECT_EQ(next("hourly"), "2026-11-30 11:00:00");
  EXPECT_EQ(next("daily"), "2026-12-01 00:00:00");
  EXPECT_EQ(next("*-*-* 10:17:00/10"), "2026-11-30 10:17:40");
  EXPECT_EQ(next("Tue,Thu..Sat 08:30"), "2026-12-01 08:30:00");
  EXPECT_EQ(next("*-02-29"), "2028-02-29 00:00:00");
  EXPECT_EQ(next("2027-01-01 12:00:00 UTC"), "2027-01-01 12:00:00");
  EXPECT_EQ(next("2026-01-01"), "never");
}

TEST(Calendar, WhatIsNotReadIsRefused) {
  for (const char* text :
       {"", "noon", "*:0/0", "25:00", "*-13-01", "Mon Tue x", "10:00 Europe/Berlin"}) {
    EXPECT_EQ(next(text), "unreadable") << text;
  }
}

}  // namespace
}  // namespace spotdrill::init::units
