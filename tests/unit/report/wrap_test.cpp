#include "report/wrap.hpp"

#include <gtest/gtest.h>

namespace spotdrill::report {
namespace {

TEST(Wrapped, BreaksBetweenWordsBelowTheLastColumnOfText) {
  EXPECT_EQ(wrapped("  passed resumes   every replacement went on", 34),
            "  passed resumes   every\n"
            "                   replacement\n"
            "                   went on");
  EXPECT_EQ(wrapped("  - one two three four", 12), "  - one two\n    three\n    four");
  EXPECT_EQ(wrapped("one two three", 0), "one two three");
}

TEST(Wrapped, LeavesAWordWhole) {
  EXPECT_EQ(wrapped("  /a/path/that/is/longer/than/that next", 10),
            "  /a/path/that/is/longer/than/that\n  next");
}

TEST(DisplayWidth, CountsWhatIsSeen) {
  EXPECT_EQ(display_width("\033[1;31mjöb ü\033[0m"), 5U);
  EXPECT_EQ(display_width("実行"), 4U);
  EXPECT_EQ(fitting("実行中", 5), "実行");
}

}  // namespace
}  // namespace spotdrill::report
