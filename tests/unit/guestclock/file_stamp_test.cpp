#include "guestclock/file_stamp.hpp"

#include <gtest/gtest.h>

namespace spotdrill::guestclock {
namespace {

constexpr std::int64_t origin = 1'790'000'000'123'456'789;
constexpr std::int64_t day = 86'400'000'000'000;

TEST(FileStamp, IsOnDrillTimesLineFromTheOriginOn) {
  EXPECT_EQ(drill_stamp(origin + 1'000, origin, 20.0), origin + 20'000);
  EXPECT_EQ(drill_stamp(origin, origin, 20.0), origin);
  EXPECT_EQ(drill_stamp(origin - day, origin, 20.0), origin - day);
  EXPECT_EQ(real_stamp(origin - day, origin, 20.0), origin - day);
}

// Goal: what was read can be set again, as cp -p and tar do, and is then read the same.
TEST(FileStamp, ThatWasReadIsSetExactly) {
  for (const double rate : {1.5, 7.3, 20.0, 999.9}) {
    for (std::int64_t real = origin + 1; real < origin + 3 * day; real += 7'777'777'777'777) {
      const std::int64_t shown = drill_stamp(real, origin, rate);
      EXPECT_EQ(real_stamp(shown, origin, rate), real) << rate;
    }
  }
}

// Goal: a date that a program gives is shown in the same second.
TEST(FileStamp, OfAWholeSecondStaysInItsSecond) {
  for (const double rate : {1.5, 7.3, 20.0, 1000.0}) {
    for (std::int64_t second = origin / 1'000'000'000 + 1; second < origin / 1'000'000'000 + 500;
         ++second) {
      const std::int64_t wanted = second * 1'000'000'000;
      const std::int64_t shown = drill_stamp(real_stamp(wanted, origin, rate), origin, rate);
      EXPECT_GE(shown, wanted);
      EXPECT_LE(shown - wanted, 1000);
    }
  }
}

TEST(FileStamp, FarInTheFutureDoesNotOverflow) {
  EXPECT_EQ(drill_stamp(9'000'000'000'000'000'000, origin, 1000.0), 9'000'000'000'000'000'000);
}

}  // namespace
}  // namespace spotdrill::guestclock
