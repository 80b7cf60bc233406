#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(CallTest, CallsAreNested) {
  EXPECT_EQ(evaluated("States.ArrayGetItem(States.StringSplit($.a, '/'), 1)", R"({"a":"x/y"})"),
            "'y'");
  EXPECT_EQ(evaluated("States.Array( States.UUID ( ))").substr(0, 9), "refused: ");
  EXPECT_EQ(evaluated("States.Array( $.a ,States.Array( 1 ) )", R"({"a":0})"), "[0,[1]]");
}

TEST(CallTest, PathsStandAmongArguments) {
  constexpr std::string_view input = R"json({"a":[{"b":"x)","c":1},{"b":"y","c":2}],"d e":3})json";
  EXPECT_EQ(evaluated("States.Array($.a[?(@.b == 'x)' && @.c < 2)].c, $['d e'])", input),
            "[[1],3]");
  EXPECT_EQ(evaluated("States.Array($.a[0]['b','c'],$.a[*].c)", input), "[{'b':'x)','c':1},[1,2]]");
}

TEST(CallTest, TenLevelsAreTheMost) {
  const auto nested = [](std::size_t levels) {
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) text += "States.Array(";
    return text + std::string(levels, ')');
  };
  EXPECT_EQ(evaluated(nested(10)), "[[[[[[[[[[]]]]]]]]]]");
  EXPECT_THAT(evaluated(nested(11)), testing::StartsWith("refused: More than 10 functions"));
  EXPECT_THAT(evaluated(nested(100'000)), testing::StartsWith("refused: "));
}

TEST(CallTest, WhatIsNoCallSaysWhy) {
  EXPECT_EQ(evaluated("States.Formt('')"),
            "refused: 'States.Formt' at character 1 is no intrinsic function (did you mean "
            "'States.Format'?)");
  for (const char* text : {"",
                           "a",
                           "States",
                           "States.Array",
                           "States.Array(",
                           "States.Array(1",
                           "States.Array(1,)",
                           "States.Array(,1)",
                           "States.Array(1 2)",
                           "States.Array('a)",
                           "States.Array(x)",
                           "States.Array(\"a\")",
                           "States.Array([1])",
                           "States.Array(1) ",
                           "States.UUID(1)",
                           "States.UUID()[0]",
                           "States.Hash('a')",
                           "States.Array($.)",
                           "States.Array('a\\",
                           "states.array()"}) {
    EXPECT_THAT(evaluated(text), testing::StartsWith("refused: ")) << text;
  }
}

/// Source: recorded on AWS, of "\"".
TEST(CallTest, ABackslashThatEscapesNothingIsRefused) {
  EXPECT_EQ(evaluated(R"(States.Array('\'\\\{\}'))"), R"([''\\{}'])");
  for (const char* text :
       {R"(States.Array('a\n'))", R"(States.Format('a "{}"', 'an \"other\"'))"}) {
    EXPECT_THAT(evaluated(text),
                testing::StartsWith("refused: A backslash escapes none of ' { } "));
  }
}

TEST(CallTest, AnArgumentThatIsNotThereIsNamedWithTheWholeExpression) {
  EXPECT_EQ(evaluated("States.Array(States.Format('{}', $.nope))", R"({"other":1})"),
            "States.Runtime: The function 'States.Array(States.Format('{}', $.nope))' had the "
            "following error: The JsonPath argument for the field '$.nope' could not be found in "
            "the input '{\"other\":1}'");
}

TEST(CallTest, WhatIsMadeIsBounded) {
  std::string text = "States.Array($";
  for (int i = 0; i < 2'000; ++i) text += ",$";
  const std::string input = "\"" + std::string(10'000, 'a') + "\"";
  EXPECT_EQ(intrinsic_failure(text + ")", input), "The data is too large");
  const std::string deepest = std::string(256, '[') + std::string(256, ']');
  EXPECT_EQ(intrinsic_failure("States.Array($)", deepest), "The result nests too deeply");
}

}  // namespace
}  // namespace spotdrill::asl
