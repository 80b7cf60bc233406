#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/intrinsics/evaluated.hpp"

namespace spotdrill::asl {
namespace {

TEST(FormatTest, ValuesAreWrittenAsJavaWritesThem) {
  EXPECT_EQ(evaluated("States.Format('a {} b {}.', $.x, 'y')", R"({"x":"X"})"), "'a X b y.'");
  EXPECT_EQ(evaluated("States.Format('{},{},{},{},{}', '', null, 1, 1.1, true)"),
            "',null,1,1.1,true'");
  EXPECT_EQ(evaluated("States.Format('{}', $)", R"({"Arg1":1,"Arg2":[],"c":["x",{"d":null}]})"),
            "'{Arg1=1, Arg2=[], c=[x, {d=null}]}'");
  EXPECT_EQ(evaluated("States.Format('plain')"), "'plain'");
  EXPECT_EQ(evaluated("States.Format($.t, 1)", R"({"t":"n={}"})"), "'n=1'");
}

TEST(FormatTest, EscapesAreNotFilled) {
  EXPECT_EQ(evaluated(R"(States.Format('\{\} {} \'q\' {x}', 1))"), "'{} 1 'q' {x}'");
  EXPECT_EQ(evaluated(R"(States.Format('{}', '\{\}'))"), "'{}'");
  EXPECT_EQ(evaluated(R"(States.Format('C:\\{}', 'x'))"), R"('C:\\x')");
}

TEST(FormatTest, AsManyArgumentsAsPlaces) {
  EXPECT_EQ(intrinsic_failure("States.Format('{}')"), "The template has 1 '{}', for 0 arguments");
  EXPECT_EQ(intrinsic_failure("States.Format('', 1)"), "The template has 0 '{}', for 1 arguments");
  EXPECT_EQ(intrinsic_failure("States.Format(1)"), "Argument 1 must be a string");
}

}  // namespace
}  // namespace spotdrill::asl
