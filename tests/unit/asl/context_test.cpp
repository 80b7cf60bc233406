#include "asl/context.hpp"

#include "asl/run.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

/// The context object that a state sees.
std::string context_of(std::string_view definition, std::string_view input = "{}") {
  TestRun run{definition, input};
  return single_quoted(run.finish().outcome());
}

TEST(ContextTest, ItTellsOfExecutionMachineAndState) {
  EXPECT_EQ(context_of(with_state(R"("Type": "Pass", "Parameters": {"c.$": "$$"}, "End": true)"),
                       R"({"a":1})"),
            "Succeeded {'c':{'Execution':{'Id':'arn:execution','Input':{'a':1},"
            "'StartTime':'2024-01-01T00:00:00.000Z','Name':'e','RoleArn':'arn:role',"
            "'RedriveCount':0},'StateMachine':{'Id':'arn:machine','Name':'m'},"
            "'State':{'Name':'A','EnteredTime':'2024-01-01T00:00:00.000Z'}}}");
}

TEST(ContextTest, EveryStateHasItsOwnNameAndTime) {
  EXPECT_EQ(context_of(R"({"StartAt": "W", "States": {
              "W": {"Type": "Wait", "Seconds": 61, "Next": "B"},
              "B": {"Type": "Pass", "InputPath": "$$.State", "End": true}}})"),
            "Succeeded {'Name':'B','EnteredTime':'2024-01-01T00:01:01.000Z'}");
}

TEST(ContextTest, ATaskHasItsRetriesAndItsToken) {
  const TestRun run{R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"n.$": "$$.State.RetryCount", "t.$": "$$.Task.Token"}}}})"};
  EXPECT_EQ(*run.request().parameters.text(), R"({"t":")" + run.request().token + R"(","n":0})");
}

TEST(ContextTest, AnIterationHasItsItem) {
  EXPECT_EQ(context_of(R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
    "ItemProcessor": {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "InputPath": "$$.Map", "End": true}}}}}})",
                       R"(["x"])"),
            "Succeeded [{'Item':{'Index':0,'Value':'x'}}]");
}

/// Goal: of Maps inside one another, the innermost is meant, through a Parallel as well.
TEST(ContextTest, TheInnermostMapIsMeant) {
  EXPECT_EQ(context_of(R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
    "ItemProcessor": {"StartAt": "N", "States": {"N": {"Type": "Map", "End": true,
      "ItemSelector": {"i.$": "$$.Map.Item.Value"},
      "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches":
        [{"StartAt": "A", "States": {
          "A": {"Type": "Pass", "Parameters": {"v.$": "$$.Map.Item.Value", "i.$": "$.i"},
                "End": true}}}]}}}}}}}}})",
                       "[[1,2],[3]]"),
            "Succeeded [[[{'v':1,'i':1}],[{'v':2,'i':2}]],[[{'v':3,'i':3}]]]");
}

/// Goal: a Map's item is gone once the Map is left.
TEST(ContextTest, OutsideOfAMapThereIsNoItem) {
  EXPECT_THAT(context_of(R"({"StartAt": "M", "States": {
    "M": {"Type": "Map", "Next": "A", "ItemSelector": {"i.$": "$$.Map.Item.Index"},
      "ResultSelector": {"c.$": "$$"},
      "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}},
    "A": {"Type": "Pass", "End": true}}})",
                         "[1]"),
              testing::Not(testing::HasSubstr("'Map'")));
}

}  // namespace
}  // namespace spotdrill::asl
