#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayLengthTest, ItemsAreCounted) {
  EXPECT_EQ(evaluated("States.ArrayLength($)", "[1,[2,3]]"), "2");
  EXPECT_EQ(evaluated("States.ArrayLength($.none[*])"), "0");
  EXPECT_EQ(intrinsic_failure("States.ArrayLength($)"), "Argument 1 must be an array");
}

}  // namespace
}  // namespace spotdrill::asl
