#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(MathAddTest, EachNumberIsRoundedHalfUp) {
  EXPECT_EQ(evaluated("States.MathAdd(-9, 3)"), "-6");
  EXPECT_EQ(evaluated("States.MathAdd(1.49, 1.5)"), "3");
  EXPECT_EQ(evaluated("States.MathAdd(1.5, 1.51)"), "4");
  EXPECT_EQ(evaluated("States.MathAdd(-1.49, -1.5)"), "-2");
  EXPECT_EQ(evaluated("States.MathAdd(-1.5, -1.51)"), "-3");
  EXPECT_EQ(evaluated("States.MathAdd(-0.5, 0.5)"), "1");
  EXPECT_EQ(evaluated("States.MathAdd(0.49999999999999994, 0)"), "0");
}

TEST(MathAddTest, NumbersHave32Bits) {
  EXPECT_EQ(evaluated("States.MathAdd(2147483647, 0)"), "2147483647");
  EXPECT_THAT(intrinsic_failure("States.MathAdd(2147483647, 1)"), testing::StartsWith("The sum"));
  EXPECT_THAT(intrinsic_failure("States.MathAdd(2147483648, 0)"),
              testing::StartsWith("Argument 1 must be a number from"));
  EXPECT_EQ(intrinsic_failure("States.MathAdd('1', 0)"), "Argument 1 must be a number");
}

TEST(MathRandomTest, TheEndIsNotAmongTheNumbers) {
  const Expression expression = *Expression::parse("States.MathRandom(1, 3)");
  const UnitScope scope{"{}"};
  bool one = false;
  bool two = false;
  for (int i = 0; i < 200; ++i) {
    const json::value value = *expression.evaluate(scope);
    one = one || value == 1;
    two = two || value == 2;
    EXPECT_TRUE(value == 1 || value == 2);
  }
  EXPECT_TRUE(one && two);
}

TEST(MathRandomTest, ASeedGivesTheSameNumberAgain) {
  const std::string first = evaluated("States.MathRandom(0, 1000000, 5)");
  EXPECT_EQ(evaluated("States.MathRandom(0, 1000000, 5)"), first);
  EXPECT_NE(evaluated("States.MathRandom(0, 1000000, 6)"), first);
  EXPECT_EQ(evaluated("States.MathRandom(12.5, 13.51)"), "13");
  EXPECT_EQ(intrinsic_failure("States.MathRandom(2, 2)"),
            "The start number must be less than the end number");
}

TEST(UuidTest, EachIsAnotherOfVersion4) {
  const std::string first = evaluated("States.UUID()");
  EXPECT_THAT(first, testing::MatchesRegex(
                         "'[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'"));
  const UnitScope scope{"{}"};
  const Expression expression = *Expression::parse("States.UUID()");
  EXPECT_NE(*expression.evaluate(scope), *expression.evaluate(scope));
}

}  // namespace
}  // namespace spotdrill::asl
