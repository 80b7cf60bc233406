#include "asl/expression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

TEST(ExpressionTest, APathIsEvaluatedInItsScope) {
  UnitScope scope{R"({"a":1})", R"({"b":2})"};
  scope.variables["v"] = json::array{3};
  EXPECT_EQ(*Expression{}.evaluate(scope), scope.input);
  EXPECT_EQ(*Expression::parse("$.a")->evaluate(scope), 1);
  EXPECT_EQ(*Expression::parse("$$.b")->evaluate(scope), 2);
  EXPECT_EQ(*Expression::parse("$v[0]")->evaluate(scope), 3);
}

TEST(ExpressionTest, APathThatFindsNothingFails) {
  const UnitScope scope{R"({"a":1.0})", R"({"b":2})"};
  EXPECT_EQ(Expression::parse("$.x.y")->evaluate(scope).error(),
            (Failure{"States.Runtime",
                     "The JSONPath '$.x.y' could not be found in the input '{\"a\":1.0}'"}));
  EXPECT_EQ(Expression::parse("$$.x")->evaluate(scope).error().cause,
            "The JSONPath '$$.x' could not be found in the input '{\"b\":2}'");
}

TEST(ExpressionTest, PathsAndCallsAreToldApart) {
  EXPECT_EQ(Expression::parse("$.a")->path()->text(), "$.a");
  EXPECT_EQ(Expression::parse("States.UUID()")->path(), nullptr);
  EXPECT_EQ(Expression::parse("States.UUID()")->text(), "States.UUID()");
  EXPECT_FALSE(Expression::parse("foo").has_value());
  EXPECT_FALSE(Expression::parse("$.").has_value());
}

TEST(ExpressionTest, VariablesAreNamed) {
  EXPECT_THAT(Expression::parse("$v.a")->variables(), testing::ElementsAre("v"));
  EXPECT_THAT(Expression::parse("$.v")->variables(), testing::IsEmpty());
  EXPECT_THAT(Expression::parse("States.Array($b, States.Array($a.x, $.c), $$.d)")->variables(),
              testing::ElementsAre("a", "b"));
}

}  // namespace
}  // namespace spotdrill::asl
