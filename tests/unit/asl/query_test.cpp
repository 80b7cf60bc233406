#include "asl/query.hpp"

#include <gmock/gmock.h>

#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

Query query_of_text(std::string_view text) {
  auto query = Query::parse(text, "Output/a", Subject::Input);
  EXPECT_TRUE(query.has_value()) << query.error().front().message;
  return std::move(*query);
}

TEST(QueryText, IsOneWhenItBeginsOrEndsSo) {
  EXPECT_TRUE(Query::is_meant("{% 1 %}"));
  EXPECT_TRUE(Query::is_meant("{% 1"));
  EXPECT_TRUE(Query::is_meant("1 %}"));
  EXPECT_FALSE(Query::is_meant("1"));
  EXPECT_FALSE(Query::is_meant(""));
  EXPECT_EQ(query_of_text("{%  $a \n%}").text(), "$a");
}

TEST(QueryEvaluation, SeesInputContextAndVariables) {
  UnitScope scope{R"({"a": [1, 2]})", R"({"State": {"Name": "S"}})"};
  scope.variables["v"] = 3;
  EXPECT_EQ(*query_of_text("{% $sum($states.input.a) + $v %}").evaluate(scope), 6);
  EXPECT_EQ(*query_of_text("{% $states.context.State.Name %}").evaluate(scope), "S");
  EXPECT_EQ(write_json(*query_of_text("{% $states %}").evaluate(scope)),
            R"({"input":{"a":[1,2]},"context":{"State":{"Name":"S"}}})");
}

TEST(QueryEvaluation, FailsAtItsPlaceInTheWordsOfAws) {
  const UnitScope scope{"{}"};
  EXPECT_EQ(query_of_text("{% $states.input.b %}").evaluate(scope).error(),
            (Failure{.error = "States.QueryEvaluationError",
                     .cause = "The JSONata expression '$states.input.b' specified for the field "
                              "'Output/a' returned nothing (undefined).",
                     .location = "Output/a"}));
  EXPECT_EQ(query_of_text("{% $eval('1') %}").evaluate(scope).error().cause,
            "The JSONata expression '$eval('1')' specified for the field 'Output/a' threw an error "
            "during evaluation. T1006: Attempted to invoke a non-function");
}

TEST(QueryEvaluation, EndsHoweverLongItWouldTake) {
  const UnitScope scope{"{}"};
  const auto ended =
      query_of_text("{% ($f := function($n) { 1 + $f($n + 1) }; $f(1)) %}").evaluate(scope);
  ASSERT_FALSE(ended.has_value());
  EXPECT_THAT(ended.error().cause, testing::HasSubstr("U1001: Stack overflow"));
}

/// Source: measured on AWS, but for the words for "$$".
TEST(QueryText, AsksForNothingWithoutAVariable) {
  const auto refused = [](std::string_view text) {
    std::vector<std::string> lines;
    const auto query = Query::parse(text, "Output/a", Subject::Input);
    if (query.has_value()) return lines;
    for (const QueryProblem& problem : query.error()) {
      lines.push_back(std::string{problem.code} + ": " + problem.message);
    }
    return lines;
  };
  const auto top_level = [](const std::string& name) {
    return "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '" + name +
           "' at the top level is not supported.";
  };
  EXPECT_THAT(refused("{% phone %}"), testing::ElementsAre(top_level("phone")));
  EXPECT_THAT(
      refused("{% {'k': $.a & b, c: [b, $$.d]} %}"),
      testing::ElementsAre(top_level("$"), top_level("b"), top_level("c"), top_level("$$")));
  EXPECT_THAT(refused("{% $map($states.input.l, function($x) { $x.a + e }) %}"),
              testing::ElementsAre(top_level("e")));
  EXPECT_THAT(refused("{% f + $states.nope %}"),
              testing::ElementsAre(top_level("f"), testing::HasSubstr("'$states.nope'")));
  EXPECT_THAT(refused("{% $states.input.l[a = $.b]^(>c){d: $sum(e)}.{'f': g} ~> |h|{'i': j}| %}"),
              testing::IsEmpty());
}

TEST(QueryVariables, AreNeitherFunctionsNorBoundNorReserved) {
  EXPECT_THAT(
      query_of_text("{% ($b := $a; $map($c, $string)[$d] & $b & $uuid() & $states.input) %}")
          .variables(),
      testing::ElementsAre("a", "c", "d"));
}

}  // namespace
}  // namespace spotdrill::asl
