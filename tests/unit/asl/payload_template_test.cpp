#include "asl/payload_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/java_order.hpp"
#include "asl/payload.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

PayloadTemplate parsed(std::string_view source) {
  return *PayloadTemplate::parse(*parse_json(source));
}

std::string evaluated_template(std::string_view source, std::string_view input) {
  UnitScope scope{input, R"({"State":{"Name":"S"}})"};
  scope.variables["v"] = 7;
  const auto value = parsed(source).evaluate(scope);
  if (!value.has_value()) return value.error().error + ": " + value.error().cause;
  return single_quoted(write_json(*value));
}

TEST(PayloadTemplateTest, FieldsThatSayTheyAreExpressionsAreReplaced) {
  EXPECT_EQ(evaluated_template(R"json({"a.$":"$.x","b":{"c.$":"$$.State.Name","d":"$.x"},
                                   "e":[{"f.$":"$v"},1],"g.$":"States.Array($.x)"})json",
                               R"({"x":5})"),
            "{'b':{'d':'$.x','c':'S'},'e':[{'f':7},1],'a':5,'g':[5]}");
  EXPECT_EQ(evaluated_template("[1,\"$.x\"]", "{}"), "[1,'$.x']");
}

TEST(PayloadTemplateTest, NothingGivenIsAnEmptyObject) {
  const UnitScope scope{"{}"};
  EXPECT_EQ(*PayloadTemplate{}.evaluate(scope), json::object{});
  EXPECT_TRUE(PayloadTemplate{}.constant());
}

/// Goal: members come in the order in which AWS's histories have them.
/// Method: recorded templates and outputs.
TEST(PayloadTemplateTest, LiteralsComeFirstThenExpressionsAsInAHashMap) {
  EXPECT_EQ(evaluated_template(R"({"StateMachineArn.$":"$","Input.$":"$","Name.$":"$"})", "1"),
            "{'Input':1,'StateMachineArn':1,'Name':1}");
  EXPECT_EQ(evaluated_template(R"({"TaskToken.$":"$","arg1.$":"$","arg2.$":"$"})", "1"),
            "{'arg2':1,'arg1':1,'TaskToken':1}");
  EXPECT_EQ(evaluated_template(R"({"original_input.$":"$","iteration_input_value.$":"$",
                                   "iteration_index.$":"$","from_input_constant.$":"$",
                                   "constant_value":0})",
                               "1"),
            "{'constant_value':0,'iteration_input_value':1,'from_input_constant':1,"
            "'iteration_index':1,'original_input':1}");
}

TEST(PayloadTemplateTest, ManyMembersHaveMoreBuckets) {
  std::vector<std::string> names{"statemachine",      "execution_id",        "state",
                                 "execution",         "execution_starttime", "state_name",
                                 "state_enteredtime", "execution_input",     "context_object",
                                 "execution_name",    "execution_rolearn",   "statemachine_id",
                                 "statemachine_name"};
  sort_as_hash_map(names, std::identity{});
  EXPECT_THAT(names,
              testing::ElementsAre("execution", "execution_rolearn", "execution_name",
                                   "statemachine_id", "execution_id", "execution_input",
                                   "execution_starttime", "state_name", "state_enteredtime",
                                   "statemachine", "state", "context_object", "statemachine_name"));
}

TEST(PayloadTemplateTest, JavasHashIsOfUtf16) {
  EXPECT_EQ(java_hash(""), 0U);
  EXPECT_EQ(java_hash("hello"), 99162322U);
  EXPECT_EQ(java_hash("ä"), 228U);
  EXPECT_EQ(java_hash("😀"), 31U * 0xD83DU + 0xDE00U);
}

TEST(PayloadTemplateTest, APathThatFindsNothingNamesItsField) {
  EXPECT_EQ(evaluated_template(R"({"a":{"name.$":"$.x.y"}})", R"({"z":1})"),
            "States.Runtime: The JSONPath '$.x.y' specified for the field 'name.$' could not be "
            "found in the input '{\"z\":1}'");
  EXPECT_EQ(evaluated_template(R"({"a.$":"$.x[*].y"})", "{}"), "{'a':[]}");
}

TEST(PayloadTemplateTest, EveryProblemIsFound) {
  const auto problems =
      PayloadTemplate::parse(
          *parse_json(R"({"a.$":"foo","b":[{"c.$":["$.x"]}],"d":1,"d.$":"$","e.$":"$."})"))
          .error();
  const auto problem = [](std::string pointer, std::string message) {
    return testing::AllOf(testing::Field(&TemplateProblem::pointer, pointer),
                          testing::Field(&TemplateProblem::message, message));
  };
  EXPECT_THAT(problems,
              testing::ElementsAre(
                  problem("/a.$",
                          "The value for the field 'a.$' must be a valid JSONPath or a valid "
                          "intrinsic function call: 'foo' at character 1 is no intrinsic function"),
                  problem("/b/0/c.$",
                          "The value for the field 'c.$' must be a STRING that contains a "
                          "JSONPath but was an ARRAY"),
                  problem("/d.$", "The field 'd' stands beside 'd.$'"),
                  problem("/e.$",
                          "The value for the field 'e.$' must be a valid JSONPath or a valid "
                          "intrinsic function call: A member's name is missing at character 3 of "
                          "'$.'")));
}

TEST(PayloadTemplateTest, VariablesAreNamed) {
  EXPECT_THAT(
      parsed(R"json({"a.$":"$x","b":[{"c.$":"States.Array($y)"}],"d":"$z"})json").variables(),
      testing::ElementsAre("x", "y"));
}

TEST(PayloadTemplateTest, WhatHasNoExpressionIsConstant) {
  EXPECT_TRUE(parsed(R"({"a":[1,{"b":"$.x"}]})").constant());
  EXPECT_FALSE(parsed(R"({"a":[1,{"b.$":"$.x"}]})").constant());
}

TEST(PayloadTemplateTest, WhatIsMadeIsBounded) {
  json::object source;
  for (int i = 0; i < 2'000; ++i) source["a" + std::to_string(i) + ".$"] = "$";
  const UnitScope scope{"\"" + std::string(10'000, 'a') + "\""};
  EXPECT_EQ(PayloadTemplate::parse(source)->evaluate(scope).error().error,
            "States.DataLimitExceeded");
  const std::string deepest = std::string(256, '[') + std::string(256, ']');
  EXPECT_EQ(evaluated_template(R"({"a.$":"$"})", deepest),
            "States.Runtime: The result nests too deeply");
}

}  // namespace
}  // namespace spotdrill::asl
