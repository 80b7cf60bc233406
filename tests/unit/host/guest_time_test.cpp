#include "host/guest_time.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "host/real_clock.hpp"

namespace spotdrill {
namespace {

TEST(GuestTimeMap, IsEmptyWhereDrillTimeIsRealTime) {
  EXPECT_EQ(guest_time_map(RealClock{RealClock::origin_now(1.0)}), "");
}

// A server that ran faster over the same data has left drill time ahead.
TEST(GuestTimeMap, HasTheOffsetOfARealSpeed) {
  ClockOrigin origin = RealClock::origin_now(1.0);
  origin.drill += 5h;
  const RealClock clock{origin};
  std::istringstream map{guest_time_map(clock)};
  double rate = 0;
  std::int64_t monotonic = 0;
  std::int64_t drill = 0;
  std::int64_t agreed = -1;
  map >> rate >> monotonic >> drill >> agreed;
  EXPECT_EQ(rate, 1.0);
  EXPECT_GT(monotonic, 0);
  EXPECT_EQ(agreed, 0);
  const Instant told{std::chrono::floor<Duration>(std::chrono::nanoseconds{drill})};
  EXPECT_LE(told, clock.now());
  EXPECT_GT(told, clock.now() - 1min);
}

}  // namespace
}  // namespace spotdrill
