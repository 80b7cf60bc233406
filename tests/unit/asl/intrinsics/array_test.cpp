#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayTest, ArgumentsBecomeItems) {
  EXPECT_EQ(evaluated("States.Array()"), "[]");
  EXPECT_EQ(evaluated("States.Array('', ' ', 1, -1.5, true, null, $.a)", R"({"a":{"b":[]}})"),
            "['',' ',1,-1.5,true,null,{'b':[]}]");
}

}  // namespace
}  // namespace spotdrill::asl
