#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayGetItemTest, IndicesBeginAtZero) {
  constexpr std::string_view input = R"({"a":[1,2,3]})";
  EXPECT_EQ(evaluated("States.ArrayGetItem($.a, 0)", input), "1");
  EXPECT_EQ(evaluated("States.ArrayGetItem($.a, 2)", input), "3");
}

TEST(ArrayGetItemTest, AnIndexOutsideFails) {
  constexpr std::string_view input = R"({"a":[1,2,3]})";
  EXPECT_EQ(intrinsic_failure("States.ArrayGetItem($.a, 3)", input),
            "The index 3 is not in the array of 3 items");
  EXPECT_EQ(intrinsic_failure("States.ArrayGetItem($.a, -1)", input),
            "The index -1 is not in the array of 3 items");
}

}  // namespace
}  // namespace spotdrill::asl
