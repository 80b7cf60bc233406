#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

constexpr std::string_view machine_of_choice = R"({"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [
    {"Variable": "$.n", "NumericEquals": 1, "Next": "One"},
    {"Variable": "$.n", "NumericLessThan": 5, "Next": "Few"}], "Default": "Many"},
  "One": {"Type": "Pass", "Result": "one", "End": true},
  "Few": {"Type": "Pass", "Result": "few", "End": true},
  "Many": {"Type": "Pass", "Result": "many", "End": true}}})";

TEST(ChoiceStateTest, TheFirstRuleThatHoldsLeadsOn) {
  EXPECT_EQ(outcome_of(machine_of_choice, R"({"n":1})"), R"(Succeeded "one")");
  EXPECT_EQ(outcome_of(machine_of_choice, R"({"n":2})"), R"(Succeeded "few")");
  EXPECT_EQ(outcome_of(machine_of_choice, R"({"n":9})"), R"(Succeeded "many")");
}

/// Source: recorded on AWS.
TEST(ChoiceStateTest, ItsOutputIsItsInputAndItIsExited) {
  const TestRun run{machine_of_choice, R"({ "n":1})"};
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 { "n":1}
2 ChoiceStateEntered prev=0 C { "n":1}
3 ChoiceStateExited prev=2 C { "n":1}
4 PassStateEntered prev=3 One { "n":1}
5 PassStateExited prev=4 One "one"
6 ExecutionSucceeded prev=5 "one"
)");
}

/// Source: recorded on AWS: States.Runtime, not States.NoChoiceMatched.
TEST(ChoiceStateTest, NoRuleAndNoDefaultFails) {
  const TestRun run{R"({"StartAt": "C", "States": {
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "IsNull": true, "Next": "D"}]},
    "D": {"Type": "Succeed"}}})",
                    R"({"n":1})"};
  EXPECT_EQ(run.history(3), R"(
3 ExecutionFailed prev=2 {"error":"States.Runtime","cause":"An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state."}
)");
}

TEST(ChoiceStateTest, PathsChooseWhatRulesSeeAndWhatGoesOn) {
  EXPECT_EQ(outcome_of(R"({"StartAt": "C", "States": {
    "C": {"Type": "Choice", "InputPath": "$.in", "OutputPath": "$.out",
          "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "D"}]},
    "D": {"Type": "Succeed"}}})",
                       R"({"in":{"n":1,"out":[2]}})"),
            "Succeeded [2]");
}

TEST(ChoiceStateTest, ARuleAssignsForItselfAndTheStateForItsDefault) {
  const std::string definition = R"({"StartAt": "C", "States": {
    "C": {"Type": "Choice", "Assign": {"by": "default"}, "Default": "D", "Choices": [
      {"Variable": "$.n", "NumericEquals": 1, "Next": "D", "Assign": {"by.$": "$.n"}}]},
    "D": {"Type": "Pass", "Parameters": {"by.$": "$by"}, "End": true}}})";
  EXPECT_EQ(outcome_of(definition, R"({"n":1})"), R"(Succeeded {"by":1})");
  EXPECT_EQ(outcome_of(definition, R"({"n":2})"), R"(Succeeded {"by":"default"})");
}

}  // namespace
}  // namespace spotdrill::asl
