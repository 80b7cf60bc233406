// What is wrong with states in JSONata, and with the languages of a machine.
#include <fmt/format.h>

#include <string>

#include "asl/diagnostics.hpp"

namespace spotdrill::asl {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::string schema_error(std::string_view message, std::string_view place = "/States/A") {
  return fmt::format("SCHEMA_VALIDATION_FAILED: {} at {}", message, place);
}

std::string only_jsonpath(std::string_view field, std::string_view place = "/States/A") {
  return schema_error(fmt::format("The QueryLanguage is set to 'JSONata', but field '{}' is only "
                                  "supported for the 'JSONPath' QueryLanguage",
                                  field),
                      place);
}

/// The problems of a machine in JSONata whose only state, "A", has these members.
std::vector<std::string> query_problems(std::string_view members) {
  return problems(R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {)" +
                  std::string{members} + "}}}");
}

constexpr std::string_view task =
    R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances", "End": true)";

TEST(StateInJsonata, HasNoFieldOfJsonPath) {
  struct Case {
    std::string_view type;
    std::string_view field;
  };
  for (const Case& each : std::initializer_list<Case>{{"Pass", "InputPath"},
                                                      {"Pass", "Result"},
                                                      {"Pass", "Parameters"},
                                                      {"Task", "ResultSelector"},
                                                      {"Task", "ResultPath"},
                                                      {"Task", "TimeoutSecondsPath"},
                                                      {"Wait", "SecondsPath"},
                                                      {"Choice", "OutputPath"},
                                                      {"Succeed", "InputPath"},
                                                      {"Fail", "ErrorPath"},
                                                      {"Parallel", "Parameters"},
                                                      {"Map", "ItemsPath"},
                                                      {"Map", "MaxConcurrencyPath"}}) {
    EXPECT_THAT(query_problems(fmt::format(R"("Type": "{}", "{}": "$.a")", each.type, each.field)),
                Contains(only_jsonpath(each.field)))
        << each.type;
  }
  EXPECT_THAT(query_problems(R"("Type": "Pass", "Retry": [], "End": true)"),
              ElementsAre(schema_error("Field 'Retry' is not supported")));
}

TEST(StateInJsonata, HasItsOwn) {
  EXPECT_THAT(query_problems(std::string{task} + R"(, "Arguments": {"MaxResults": "{% 1 %}"},
      "Output": ["{% $states.result %}"], "Assign": {"a": "{% $states.result.b %}"},
      "TimeoutSeconds": "{% $c %}", "HeartbeatSeconds": 5, "Catch": [{"ErrorEquals": ["X"],
      "Assign": {"e": "{% $states.errorOutput %}"}, "Output": "{% $states.errorOutput.Cause %}",
      "Next": "A"}])"),
              IsEmpty());
  EXPECT_THAT(
      query_problems(R"("Type": "Map", "Items": [], "MaxConcurrency": "{% 1 %}", "End": true,
          "ItemSelector": "{% $states.context.Map.Item.Value %}",
          "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed", "Output": 1}}})"),
      IsEmpty());
}

TEST(QueryLanguage, OfAStateIsItsOwnOrTheMachines) {
  EXPECT_THAT(state_problems(R"("Type": "Pass", "QueryLanguage": "JSONata", "Output": 1,
                                "End": true)"),
              IsEmpty());
  EXPECT_THAT(query_problems(R"("Type": "Pass", "QueryLanguage": "JSONPath", "InputPath": "$.a",
                                "End": true)"),
              ElementsAre(schema_error("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' "
                                       "for whole state machine")));
  // Not that of the state around it.
  EXPECT_THAT(state_problems(R"("Type": "Parallel", "QueryLanguage": "JSONata", "End": true,
      "Branches": [{"StartAt": "B", "States": {
        "B": {"Type": "Pass", "InputPath": "$.a", "End": true}}}])"),
              IsEmpty());
  EXPECT_THAT(query_problems(R"("Type": "Map", "End": true, "ItemProcessor": {
      "QueryLanguage": "JSONata", "StartAt": "B", "States": {"B": {"Type": "Succeed"}}})"),
              ElementsAre(schema_error("Field 'QueryLanguage' is not supported",
                                       "/States/A/ItemProcessor")));
}

TEST(AnyQuery, ParsesAndIsToldOfInTheWordsOfTheLanguage) {
  EXPECT_THAT(
      query_problems(R"("Type": "Pass", "Output": {"v": [1, "{% phone[1,2) %}"]}, "End": true)"),
      ElementsAre("INVALID_JSONATA_EXPRESSION: Expected \"]\", got \",\" at "
                  "/States/A/Output/v[1]"));
  EXPECT_THAT(query_problems(R"("Type": "Wait", "Seconds": "{% 1 + %}", "End": true)"),
              ElementsAre("INVALID_JSONATA_EXPRESSION: Unexpected end of expression at "
                          "/States/A/Seconds"));
  EXPECT_THAT(query_problems(R"("Type": "Fail", "Cause": "{%%}")"),
              ElementsAre("INVALID_JSONATA_EXPRESSION: Unexpected end of expression at "
                          "/States/A/Cause"));
}

TEST(AnyQuery, BeginsAndEndsAsOne) {
  for (const std::string_view text : {"{% 1", "1 %}", " {% 1 %}", "{% 1 %} ", "{%}"}) {
    const bool meant = text.starts_with("{%") || text.ends_with("%}");
    EXPECT_THAT(query_problems(fmt::format(R"("Type": "Pass", "Output": "{}", "End": true)", text)),
                testing::SizeIs(meant ? 1 : 0))
        << text;
  }
  EXPECT_THAT(state_problems(R"("Type": "Pass", "Result": "{% 1", "End": true)"), IsEmpty());
}

TEST(AnyQuery, AsksForWhatThereIs) {
  const auto missing = [](std::string_view member, std::string_view place) {
    return fmt::format("UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.{}' does not exist. at {}",
                       member, place);
  };
  EXPECT_THAT(
      query_problems(R"("Type": "Pass", "Output": "{% $states.errorOutput %}", "End": true)"),
      ElementsAre(missing("errorOutput", "/States/A/Output")));
  EXPECT_THAT(query_problems(std::string{task} + R"(, "Arguments": {"x": "{% $states.result %}"})"),
              ElementsAre(missing("result", "/States/A/Arguments/x")));
  EXPECT_THAT(
      query_problems(R"("Type": "Pass", "Assign": {"a": "{% $states.foo %}"}, "End": true)"),
      ElementsAre(missing("foo", "/States/A/Assign/a")));
}

TEST(ChoiceRuleInJsonata, HasACondition) {
  const auto rule = [](std::string_view members) {
    return problems(R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {
        "Type": "Choice", "Default": "B", "Choices": [{"Next": "B")" +
                    std::string{members} + R"(}]}, "B": {"Type": "Succeed"}}})");
  };
  constexpr std::string_view place = "/States/A/Choices[0]";
  EXPECT_THAT(rule(R"(, "Condition": "{% true %}", "Output": {}, "Assign": {"a": 1})"), IsEmpty());
  EXPECT_THAT(rule(R"(, "Condition": true)"), IsEmpty());
  EXPECT_THAT(rule(""), ElementsAre(schema_error("These fields are required: [Condition]", place)));
  EXPECT_THAT(rule(R"(, "Condition": "true")"),
              ElementsAre(schema_error("Expected value of type Boolean",
                                       "/States/A/Choices[0]/Condition")));
  EXPECT_THAT(rule(R"(, "Condition": true, "Variable": "$.a")"),
              ElementsAre(only_jsonpath("Variable", place)));
}

}  // namespace
}  // namespace spotdrill::asl
