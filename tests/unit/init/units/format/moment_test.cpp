#include "init/units/format/moment.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace spotdrill::init::units {
namespace {

// As seen on 2026-11-30 10:17:30.
std::string moment(std::string_view text) {
  const auto read = parse_moment(text, Microseconds{1'796'033'850} * second_us);
  if (!read) return "unreadable";
  const std::time_t seconds = *read / second_us;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char shown[32];
  std::strftime(shown, sizeof shown, "%F %T", &parts);
  return shown;
}

TEST(ParseMoment, FormsThatJournalctlTakes) {
  EXPECT_EQ(moment("2026-11-29 08:30:05"), "2026-11-29 08:30:05");
  EXPECT_EQ(moment("2026-11-29 08:30 UTC"), "2026-11-29 08:30:00");
  EXPECT_EQ(moment("2026-11-29"), "2026-11-29 00:00:00");
  EXPECT_EQ(moment("09:05"), "2026-11-30 09:05:00");
  EXPECT_EQ(moment("now"), "2026-11-30 10:17:30");
  EXPECT_EQ(moment("today"), "2026-11-30 00:00:00");
  EXPECT_EQ(moment("yesterday"), "2026-11-29 00:00:00");
  EXPECT_EQ(moment("-1h 30min"), "2026-11-30 08:47:30");
  EXPECT_EQ(moment("5 minutes ago"), "2026-11-30 10:12:30");
  EXPECT_EQ(moment("@1796033800"), "2026-11-30 10:16:40");
}

TEST(ParseMoment, WhatIsNotReadIsRefused) {
  for (const char* text : {"", "soon", "25:00", "2026-11", "10:61", "-soon", "10:00x"}) {
    EXPECT_EQ(moment(text), "unreadable") << text;
  }
}

}  // namespace
}  // namespace spotdrill::init::units
