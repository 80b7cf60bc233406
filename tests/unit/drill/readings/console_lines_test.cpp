#include "drill/readings/console_lines.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

TEST(LastLines, AreQuotedInOrder) {
  EXPECT_EQ(last_lines("a\nb\n\nc\r\n", 2), "'b' / 'c'");
  EXPECT_EQ(last_lines("only", 3), "'only'");
  EXPECT_EQ(last_lines("", 3), "");
  EXPECT_EQ(last_lines("\n\n", 3), "");
}

TEST(LastLines, AreTheWorkloads) {
  EXPECT_EQ(last_lines("disk full\nspotdrill-init: shutting down: sent SIGTERM\n", 1),
            "'disk full'");
  EXPECT_EQ(
      last_lines("disk full\n2026-11-30 10:08:16,913 - cc_scripts_user.py[WARNING]: Failed to run "
                 "module scripts-user (scripts in /var/lib/cloud/instance/scripts)\n"
                 "Cloud-init v. 22.4.2 finished at Mon, 30 Nov 2026. Up 16582.59 seconds\n",
                 1),
      "'disk full'");
}

TEST(LastLines, SaySomething) {
  EXPECT_EQ(last_lines("    x = int('n/a')\n        ^^^^^^^^^^\nValueError: invalid literal\n"
                       "cloud-init: Failed running /var/lib/cloud/instance/scripts/part-001 [1]\n",
                       2),
            "'x = int('n/a')' / 'ValueError: invalid literal'");
  EXPECT_EQ(last_lines("cloud-init: Failed running /opt/x: Permission denied\n", 1),
            "'cloud-init: Failed running /opt/x: Permission denied'");
  EXPECT_EQ(last_lines("\u5931\u6557\n}\n", 1), "'\u5931\u6557'");
}

TEST(LastLines, CannotCommandATerminal) {
  EXPECT_EQ(last_lines("\x1b[31mred\x1b[0m \x07\x1b]x\n", 1), "'red x'");
  EXPECT_EQ(last_lines("\x1b[", 1), "");
}

TEST(LastLines, AreCutBetweenCharacters) {
  std::string line;
  for (int i = 0; i < 100; ++i) line += "\u00e9";
  const std::string quoted = last_lines("x" + line, 1);
  EXPECT_EQ(quoted.substr(quoted.size() - 6), "\u00e9\u2026'" + std::string{}) << quoted;
  EXPECT_EQ(quoted.size(), 1 + 159 + 3 + 1U);
}

TEST(NewlyAdded, SurvivesARollingConsole) {
  EXPECT_EQ(newly_added("abc", "abcdef"), "def");
  EXPECT_EQ(newly_added("", "abc"), "abc");
  EXPECT_EQ(newly_added("0123456789", "56789abc"), "56789abc");
  std::string before;
  for (int i = 0; i < 300; ++i) before += fmt::format("line {}\n", i);
  const std::string after = fmt::format("{}more\n", std::string_view{before}.substr(800));
  EXPECT_EQ(newly_added(before, after), "more\n");
}

}  // namespace
}  // namespace spotdrill::drill
