#include "drill/run/drill_clock.hpp"

#include <gtest/gtest.h>

#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

TEST(ClockWatch, TimeThatPassesAsItHasToIsNoJump) {
  ClockWatch watch;
  const ClockWatch::Real real{};
  EXPECT_FALSE(watch.look(second(1000), real, 20));
  EXPECT_FALSE(watch.look(second(1200), real + 10s, 20));
  EXPECT_FALSE(watch.look(second(1290), real + 12s, 20)) << "a slow reply";
}

TEST(ClockWatch, TimeThatWasNotThereIsAJumpEitherWay) {
  ClockWatch watch;
  const ClockWatch::Real real{};
  watch.look(second(1000), real, 2);
  EXPECT_EQ(watch.look(second(4602), real + 1s, 2), 1h);
  EXPECT_FALSE(watch.look(second(4604), real + 2s, 2)) << "it is told once";
  EXPECT_EQ(watch.look(second(1006), real + 3s, 2), -1h);
}

TEST(DrillClock, AnOldWordDoesNotHoldItUp) {
  DrillClock clock;
  clock.set(second(0), 1000);
  clock.set(second(0), 1000);
  const Instant before = clock.now();
  while (clock.now() == before) {
  }
  clock.set(second(0), 1000);
  EXPECT_GT(clock.now(), before);
}

}  // namespace
}  // namespace spotdrill::drill
