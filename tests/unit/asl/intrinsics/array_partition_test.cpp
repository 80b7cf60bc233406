#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayPartitionTest, TheLastChunkMayBeShorter) {
  EXPECT_EQ(evaluated("States.ArrayPartition($, 2)", "[1,2,3,4,5]"), "[[1,2],[3,4],[5]]");
  EXPECT_EQ(evaluated("States.ArrayPartition($, 1.5)", "[1,2,3]"), "[[1,2],[3]]");
  EXPECT_EQ(evaluated("States.ArrayPartition($, 9)", "[]"), "[]");
  EXPECT_EQ(intrinsic_failure("States.ArrayPartition($, 0)", "[1]"),
            "The chunk size must be a positive number");
}

}  // namespace
}  // namespace spotdrill::asl
