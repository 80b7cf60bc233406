#include "init/units/format/crontab.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "init/units/format/calendar.hpp"

namespace spotdrill::init::units {
namespace {

// The next moment after 2026-11-30 (a Monday) 10:17:30; several calendars: the first of theirs.
std::string next_run(std::string_view five) {
  const Crontab table = parse_crontab(std::string{five} + " job\n", false);
  if (!table.errors.empty()) return table.errors.front().second;
  Microseconds first = infinite_us;
  for (const std::string& text : table.entries.at(0).calendars) {
    const auto calendar = parse_calendar(text);
    if (!calendar) return "unreadable " + text;
    const auto moment = next_moment(*calendar, Microseconds{1'796'033'850} * second_us);
    if (moment) first = std::min(first, *moment);
  }
  const std::time_t seconds = first / second_us;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char shown[32];
  std::strftime(shown, sizeof shown, "%F %T", &parts);
  return shown;
}

TEST(ParseCrontab, FieldsSayTheMomentsThatCronWouldTake) {
  EXPECT_EQ(next_run("* * * * *"), "2026-11-30 10:18:00");
  EXPECT_EQ(next_run("*/5 * * * *"), "2026-11-30 10:20:00");
  EXPECT_EQ(next_run("10-30/7 11,13 * * *"), "2026-11-30 11:10:00");
  EXPECT_EQ(next_run("0 0 1 jan *"), "2027-01-01 00:00:00");
  EXPECT_EQ(next_run("0 6 * * 7"), "2026-12-06 06:00:00");
  EXPECT_EQ(next_run("0 6 * * Sun"), "2026-12-06 06:00:00");
  EXPECT_EQ(next_run("0 6 * * mon-FRI"), "2026-12-01 06:00:00");
  EXPECT_EQ(next_run("@hourly"), "2026-11-30 11:00:00");
  EXPECT_EQ(next_run("@weekly"), "2026-12-06 00:00:00");
  // Either day, unless one of them is any.
  EXPECT_EQ(next_run("0 0 13 * fri"), "2026-12-04 00:00:00");
  EXPECT_EQ(next_run("0 0 */2 * tue"), "2026-12-01 00:00:00");
}

TEST(ParseCrontab, WhatIsWrongIsSaidInCronsWords) {
  EXPECT_EQ(next_run("60 * * * *"), "bad minute");
  EXPECT_EQ(next_run("5/5 * * * *"), "bad minute");
  EXPECT_EQ(next_run("* 24 * * *"), "bad hour");
  EXPECT_EQ(next_run("* * 0 * *"), "bad day-of-month");
  EXPECT_EQ(next_run("* * * foo *"), "bad month");
  EXPECT_EQ(next_run("* * * * 8"), "bad day-of-week");
  EXPECT_EQ(next_run("@often"), "bad time specifier");
  EXPECT_EQ(parse_crontab("\n* * * * *\n", false).errors.at(0),
            (std::pair{2, std::string{"bad command"}}));
  EXPECT_EQ(parse_crontab("* * * * *\n", true).errors.at(0).second, "bad username");
}

TEST(ParseCrontab, SettingsHoldForTheEntriesBelowThem) {
  const Crontab table = parse_crontab(
      "# of the job\n"
      "@reboot first\n"
      "PATH=/opt/bin:/bin\n"
      "  NAME = \"two words\"  \n"
      "1 * * * *\tec2-user  a=$NAME run 10\\% of it%line%other\n",
      false);
  ASSERT_TRUE(table.errors.empty());
  ASSERT_EQ(table.entries.size(), 2U);
  EXPECT_TRUE(table.entries[0].calendars.empty());
  EXPECT_TRUE(table.entries[0].environment.empty());
  EXPECT_EQ(table.entries[1].command, "ec2-user  a=$NAME run 10% of it");
  EXPECT_EQ(table.entries[1].input, "line\nother\n");
  EXPECT_EQ(table.entries[1].environment,
            (Environment{{"NAME", "two words"}, {"PATH", "/opt/bin:/bin"}}));
}

TEST(ParseCrontab, SystemsTablesNameUsers) {
  const Crontab table = parse_crontab("1 * * * *\tec2-user  /bin/run it\n", true);
  ASSERT_EQ(table.entries.size(), 1U);
  EXPECT_EQ(table.entries[0].user, "ec2-user");
  EXPECT_EQ(table.entries[0].command, "/bin/run it");
}

}  // namespace
}  // namespace spotdrill::init::units
