#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;
using testing::Pair;

/// Source: recorded on AWS: what a state assigns is told as texts.
TEST(AssignTest, AVariableIsSeenByTheStatesThatFollow) {
  const TestRun run{R"({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Result": {"n": 5}, "Assign": {"x.$": "$.n", "t": "text"}, "Next": "B"},
    "B": {"Type": "Pass", "Parameters": {"x.$": "$x", "t.$": "$t"}, "End": true}}})"};
  EXPECT_EQ(run.history(3), R"(
3 PassStateExited prev=2 A {"n":5} {"assignedVariables":{"t":"\"text\"","x":"5"},"assignedVariablesDetails":{"truncated":false}}
4 PassStateEntered prev=3 B {"n":5}
5 PassStateExited prev=4 B {"t":"text","x":5}
6 ExecutionSucceeded prev=5 {"t":"text","x":5}
)");
  EXPECT_THAT(run.execution.variables(), ElementsAre(Pair("t", "text"), Pair("x", 5)));
}

TEST(AssignTest, ValuesAreThoseFromBeforeTheState) {
  EXPECT_EQ(outcome_of(R"s({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
    "B": {"Type": "Pass", "Assign": {"x.$": "$y", "y.$": "$x"}, "Next": "C"},
    "C": {"Type": "Pass", "Parameters": {"xy.$": "States.Array($x, $y)"}, "End": true}}})s"),
            R"(Succeeded {"xy":[2,1]})");
}

/// Goal: a line sees what is around it, and its own variables end with it.
TEST(AssignTest, LinesHaveVariablesOfTheirOwn) {
  const TestRun run{R"s({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "M"},
    "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
      "I": {"Type": "Pass", "Assign": {"inner.$": "$"}, "Next": "J"},
      "J": {"Type": "Pass", "Parameters": {"s.$": "States.MathAdd($outer, $inner)"},
            "End": true}}}}}})s",
                    "[10,20]"};
  EXPECT_EQ(run.outcome(), R"(Succeeded [{"s":11},{"s":21}])");
  EXPECT_THAT(run.execution.variables(), ElementsAre(Pair("outer", 1)));
}

TEST(AssignTest, OfATaskSeesItsResultAndOfACatcherTheError) {
  const std::string definition = R"({"StartAt": "T", "States": {
    "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances",
      "Assign": {"x.$": "$.Count"}, "ResultPath": null, "Next": "Z",
      "Catch": [{"ErrorEquals": ["E"], "Assign": {"x.$": "$.Error"}, "Next": "Z"}]},
    "Z": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "End": true}}})";
  EXPECT_EQ(outcome_of(definition, "{}", gives(R"({"Count":5})")), R"(Succeeded {"x":5})");
  EXPECT_EQ(outcome_of(definition, "{}", breaks("E")), R"(Succeeded {"x":"E"})");
}

TEST(AssignTest, AVariableThatNobodyAssignedFails) {
  EXPECT_THAT(outcome_of(R"({"StartAt": "C", "States": {
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "IsPresent": true, "Next": "A"}],
          "Default": "Z"},
    "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Z"},
    "Z": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "End": true}}})"),
              testing::StartsWith("Failed States.Runtime: An error occurred while executing the "
                                  "state 'Z' (entered at the event id #4). "));
}

/// Goal: the effective input is InputPath's, the raw input is what ResultPath writes into.
TEST(LeavingTest, EveryFieldHasItsTurn) {
  EXPECT_EQ(outcome_of(R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances",
    "InputPath": "$.in", "Parameters": {"p.$": "$.a"}, "ResultSelector": {"s.$": "$.p"},
    "ResultPath": "$.out", "OutputPath": "$.out"}}})",
                       R"({"in":{"a":1}})",
                       [](const Request& request) {
                         return succeeded(request.task, *request.parameters.text());
                       }),
            R"(Succeeded {"s":1})");
}

}  // namespace
}  // namespace spotdrill::asl
