#include "guestclock/stamp_history.hpp"

#include <gtest/gtest.h>

namespace spotdrill::guestclock {
namespace {

constexpr std::int64_t s = 1'000'000'000;

// A minute was passed over at 100 s, another hour at 200 s.
constexpr Ahead history[] = {{100 * s, 60 * s}, {200 * s, 3660 * s}};

TEST(StampHistory, FileIsAsOldAsTheDrillsTimeSays) {
  EXPECT_EQ(shown_stamp(history, 2, 50 * s), 50 * s) << "older than the drill";
  EXPECT_EQ(shown_stamp(history, 2, 150 * s), 210 * s);
  EXPECT_EQ(shown_stamp(history, 2, 300 * s), 3960 * s);
  EXPECT_EQ(shown_stamp(history, 0, 300 * s), 300 * s);
}

// Goal: a file that is written right after a wait is not as old as the wait was long, though the
// kernel's clock for stamps goes on by ticks only.
TEST(StampHistory, WhatWasWrittenJustAfterAWaitIsNew) {
  EXPECT_EQ(shown_stamp(history, 2, 200 * s - 2'000'000), 3860 * s - 2'000'000);
}

TEST(StampHistory, StampThatIsSetIsShownAgain) {
  for (const std::int64_t real : {50 * s, 120 * s, 199 * s, 200 * s, 250 * s}) {
    const std::int64_t shown = shown_stamp(history, 2, real);
    EXPECT_EQ(stamp_shown_as(history, 2, shown), real);
  }
}

TEST(StampHistory, TimeThatWasPassedOverBecomesTheNextThatWasNot) {
  const std::int64_t real = stamp_shown_as(history, 2, 1000 * s);
  EXPECT_GE(shown_stamp(history, 2, real), 1000 * s);
  EXPECT_LT(shown_stamp(history, 2, real - 1), 1000 * s);
}

}  // namespace
}  // namespace spotdrill::guestclock
