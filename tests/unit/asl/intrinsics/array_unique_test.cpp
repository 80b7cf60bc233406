#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(ArrayUniqueTest, TheFirstOfEqualItemsStays) {
  EXPECT_EQ(evaluated("States.ArrayUnique($)",
                      R"([3,1,3,"1",1,{"a":1,"b":2},{"b":2,"a":1},[],[],null,null,1.5])"),
            "[3,1,'1',{'a':1,'b':2},[],null,1.5]");
}

}  // namespace
}  // namespace spotdrill::asl
