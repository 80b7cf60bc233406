#include "host/real_clock.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace spotdrill {
namespace {

TEST(RealClock, RunsAtItsRate) {
  const RealClock clock{RealClock::origin_now(1000.0)};
  const Instant begin = clock.now();
  std::this_thread::sleep_for(20ms);
  EXPECT_GE(clock.now() - begin, 20s);
  EXPECT_EQ(clock.rate(), 1000.0);
}

// Goal: a restarted daemon goes on where drill time is by now.
TEST(RealClock, GoesOnAfterARestart) {
  ClockOrigin origin = RealClock::origin_now(10.0);
  const Instant drill = origin.drill;
  origin.real -= 60s;
  const Duration passed = RealClock{origin}.now() - drill;
  EXPECT_GE(passed, 600s);
  EXPECT_LT(passed, 700s);
}

TEST(RealClock, WallClockThatWasSetBackDoesNotTurnDrillTimeBack) {
  ClockOrigin origin = RealClock::origin_now(1.0);
  origin.real += 3600s;
  EXPECT_GE(RealClock{origin}.now(), origin.drill);
}

TEST(RealClock, RealTimeUntilIsScaledAndNeverNegative) {
  const RealClock clock{RealClock::origin_now(20.0)};
  const auto wait = clock.real_time_until(clock.now() + 120s);
  EXPECT_LE(wait, 6s);
  EXPECT_GT(wait, 5900ms);
  EXPECT_EQ(clock.real_time_until(clock.now() - 1s), 0ns);
  EXPECT_GT(clock.real_time_until(clock.now() + Duration::max() / 2), 24h);
}

}  // namespace
}  // namespace spotdrill
