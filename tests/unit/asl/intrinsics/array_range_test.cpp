#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayRangeTest, BothEndsAreIncluded) {
  EXPECT_EQ(evaluated("States.ArrayRange(1, 9, 2)"), "[1,3,5,7,9]");
  EXPECT_EQ(evaluated("States.ArrayRange(1, 8, 3)"), "[1,4,7]");
  EXPECT_EQ(evaluated("States.ArrayRange(5, 1, -2)"), "[5,3,1]");
  EXPECT_EQ(evaluated("States.ArrayRange(1, 1, 1)"), "[1]");
  EXPECT_EQ(evaluated("States.ArrayRange(1, 2, -1)"), "[]");
  EXPECT_EQ(evaluated("States.ArrayRange(0.5, 2.4, 1)"), "[1,2]");
}

TEST(ArrayRangeTest, AThousandItemsAreTheMost) {
  EXPECT_THAT(evaluated("States.ArrayRange(1, 1000, 1)"), testing::EndsWith(",1000]"));
  EXPECT_EQ(intrinsic_failure("States.ArrayRange(0, 1000, 1)"),
            "The array must not have more than 1000 items");
  EXPECT_EQ(intrinsic_failure("States.ArrayRange(-2147483648, 2147483647, 1)"),
            "The array must not have more than 1000 items");
  EXPECT_EQ(intrinsic_failure("States.ArrayRange(1, 2, 0)"), "The increment must not be 0");
}

}  // namespace
}  // namespace spotdrill::asl
