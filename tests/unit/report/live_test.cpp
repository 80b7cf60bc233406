#include "report/live.hpp"

#include <gmock/gmock.h>

#include <cstdio>

#include "drill/observations.hpp"

namespace spotdrill::report {
namespace {

using drill::second;
using testing::HasSubstr;

/// What `write` writes to a file.
template <class Write>
std::string written(Write write) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* file = ::open_memstream(&text, &size);
  write(file);
  std::fclose(file);
  std::string result{text, size};
  std::free(text);
  return result;
}

TEST(Live, PlainLinesTellEveryTenth) {
  const std::string text = written([](std::FILE* file) {
    Live live{file, {}};
    live.happened(second(0), "i-1", "Spot Instance launched");
    for (int percent = 0; percent <= 25; ++percent) {
      live.advanced(second(percent), percent, std::nullopt);
    }
    live.advanced(second(70), 30, 20.0);
  });
  EXPECT_EQ(text,
            "00:00:00  i-1                   Spot Instance launched\n"
            "00:00:10                        progress 10 %\n"
            "00:00:20                        progress 20 %\n"
            "00:01:10                        progress 30 %, saved 20 %\n");
}

TEST(Live, CountsFromTheDrillsBeginningAndNeverBackwards) {
  // Goal: the same zero as the report's table has, and lines in order.
  const std::string text = written([](std::FILE* file) {
    Live live{file, {}};
    live.began(second(0));
    live.happened(second(3), "i-1", "launched");
    live.happened(second(2), "i-1", "heard of late");
    ASSERT_EQ(live.story().size(), 2U);
    EXPECT_EQ(live.story()[0].text, "heard of late");
  });
  EXPECT_EQ(text,
            "00:00:03  i-1                   launched\n"
            "00:00:03  i-1                   heard of late\n");
}

// Goal: at one look how far it is, what is saved, what the instance is, what comes, what it prints.
TEST(Live, TerminalShowsHowThingsStand) {
  const std::string text = written([](std::FILE* file) {
    Live live{file, {.bar = true, .columns = 90}};
    live.began(second(0));
    live.printed("\033[31mstep 1\033[0m\nstep 2\nstep 3\nstep 4\nunfini");
    live.advanced(second(30), 25, 20.0);
    live.stands(second(30), {.instance = "i-1",
                             .state = "running",
                             .deadline = second(102),
                             .next_fault = "termination without notice at 50 %",
                             .next_at = second(60)});
  });
  EXPECT_THAT(text, HasSubstr("00:00:30 progress ["));
  EXPECT_THAT(text, HasSubstr("saved    ["));
  EXPECT_THAT(text, HasSubstr("i-1 running, shutdown in 1m12s; next: termination without notice at "
                              "50 %, in about 30s\n"));
  EXPECT_THAT(text, HasSubstr("  | step 2\n  | step 3\n  | step 4"));
  EXPECT_THAT(text, testing::Not(HasSubstr("step 1"))) << "the newest three";
  EXPECT_TRUE(text.ends_with("\033[5A\r\033[J")) << "nothing of it is left";
}

TEST(Live, TerminalHasABarThatGoesAway) {
  const std::string text = written([](std::FILE* file) {
    Live live{file, {.bar = true, .columns = 60}};
    live.advanced(second(0), 50, std::nullopt);
    live.happened(second(1), "i-1", "interrupted");
  });
  EXPECT_THAT(text, HasSubstr("#-"));
  EXPECT_THAT(text, HasSubstr(" 50 %"));
  EXPECT_TRUE(text.ends_with("\r\033[J"));
}

TEST(Live, KeepsItsStory) {
  written([](std::FILE* file) {
    Live live{file, {}};
    live.happened(second(5), "i-1", "a");
    ASSERT_EQ(live.story().size(), 1U);
    EXPECT_EQ(live.story()[0].text, "a");
  });
}

TEST(BarText, IsAsWideAsItMayBe) {
  EXPECT_EQ(bar_text(50, 29), "[##########----------]  50 %");
  EXPECT_EQ(bar_text(0, 19), "[----------]   0 %");
  EXPECT_EQ(bar_text(120, 19), "[##########] 100 %");
}

}  // namespace
}  // namespace spotdrill::report
