#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayContainsTest, ValuesAreComparedWhole) {
  constexpr std::string_view input = R"({"a":[1,"x",{"b":[2]},null]})";
  EXPECT_EQ(evaluated("States.ArrayContains($.a, 1)", input), "true");
  EXPECT_EQ(evaluated("States.ArrayContains($.a, '1')", input), "false");
  EXPECT_EQ(evaluated("States.ArrayContains($.a, $.a[2])", input), "true");
  EXPECT_EQ(evaluated("States.ArrayContains($.a, null)", input), "true");
  EXPECT_EQ(intrinsic_failure("States.ArrayContains(1, 1)"), "Argument 1 must be an array");
}

}  // namespace
}  // namespace spotdrill::asl
