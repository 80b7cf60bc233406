#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(JsonToStringTest, TheTextIsCompact) {
  EXPECT_EQ(evaluated("States.JsonToString($)", R"({ "a" : [ 1.0, "b" ] })"),
            R"('{\'a\':[1.0,\'b\']}')");
  EXPECT_EQ(evaluated("States.JsonToString(null)"), "'null'");
}

TEST(StringToJsonTest, TextBecomesWhatItSays) {
  EXPECT_EQ(evaluated("States.StringToJson('')"), "null");
  EXPECT_EQ(evaluated("States.StringToJson(' ')"), "null");
  EXPECT_EQ(evaluated("States.StringToJson('null')"), "null");
  EXPECT_EQ(evaluated("States.StringToJson('-0')"), "0");
  EXPECT_EQ(evaluated("States.StringToJson('1.1')"), "1.1");
  EXPECT_EQ(evaluated(R"(States.StringToJson('"HelloWorld"'))"), "'HelloWorld'");
  EXPECT_EQ(evaluated("States.StringToJson('[1, 2]')"), "[1,2]");
  EXPECT_THAT(intrinsic_failure("States.StringToJson('{')"), testing::Not(testing::IsEmpty()));
  EXPECT_EQ(intrinsic_failure("States.StringToJson(1)"), "Argument 1 must be a string");
}

}  // namespace
}  // namespace spotdrill::asl
