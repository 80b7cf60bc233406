#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(JsonMergeTest, TheSecondWinsAndNothingIsMergedBelow) {
  EXPECT_EQ(evaluated("States.JsonMerge($.a, $.b, false)",
                      R"({"a":{"x":{"p":1},"y":1},"b":{"z":3,"x":{"q":2}}})"),
            "{'x':{'q':2},'y':1,'z':3}");
  EXPECT_EQ(
      evaluated(R"(States.JsonMerge(States.StringToJson('{"a": "b"}'), $, false))", R"({"c":1})"),
      "{'a':'b','c':1}");
}

TEST(JsonMergeTest, OnlyObjectsAndOnlyFalseAreTaken) {
  EXPECT_EQ(intrinsic_failure("States.JsonMerge($, $, true)"),
            "The deep merging mode is not supported: give false");
  EXPECT_EQ(intrinsic_failure("States.JsonMerge($, 1, false)"), "Argument 2 must be an object");
}

}  // namespace
}  // namespace spotdrill::asl
