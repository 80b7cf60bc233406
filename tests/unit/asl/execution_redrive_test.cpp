#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;

constexpr std::string_view describe_resource = "arn:aws:states:::aws-sdk:ec2:describeInstances";

TEST(RedriveTest, TheStateThatFailedIsTriedAgain) {
  TestRun run{R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "T"},
    "T": {"Type": "Task", "End": true, "Resource": ")" +
                  std::string{describe_resource} + R"(",
      "Parameters": {"n.$": "$$.Execution.RedriveCount"}}}})",
              "1"};
  run.apply(failed(1, "E")).apply(Input::Kind::Redrive).apply(succeeded(2, "2"));
  EXPECT_EQ(run.execution.redrives(), 1);
  EXPECT_EQ(run.history(7), R"(
7 TaskFailed prev=6 {"resource":"describeInstances","resourceType":"aws-sdk:ec2","error":"E","cause":"why"}
8 ExecutionFailed prev=7 {"error":"E","cause":"why"}
9 ExecutionRedriven prev=8 {"redriveCount":1}
10 TaskScheduled prev=9 {"n":1} {"resource":"describeInstances","resourceType":"aws-sdk:ec2","region":"eu-west-1"}
11 TaskStarted prev=10 {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
12 TaskSucceeded prev=11 2 {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
13 TaskStateExited prev=12 T 2
14 ExecutionSucceeded prev=13 2
)");
}

TEST(RedriveTest, WhatRunsOrHasSucceededIsNotRedriven) {
  TestRun running{with_state(R"("Type": "Wait", "Seconds": 5, "End": true)")};
  running.apply(Input::Kind::Redrive);
  EXPECT_EQ(running.execution.history().size(), 2U);
  running.finish().apply(Input::Kind::Redrive);
  EXPECT_EQ(running.outcome(), "Succeeded {}");
  EXPECT_EQ(running.execution.redrives(), 0);
}

TEST(RedriveTest, RetriersCountAnew) {
  TestRun run{R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": ")" +
                  std::string{describe_resource} + R"(",
    "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}]}}})",
              "1", breaks("E")};
  run.finish();
  EXPECT_EQ(run.started.size(), 2U);
  run.apply(Input::Kind::Redrive).finish();
  EXPECT_EQ(run.started.size(), 4U);
}

/// Goal: only the lines that did not end are gone on with; the others keep their results.
TEST(RedriveTest, LinesThatEndedKeepTheirResults) {
  TestRun run{R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "a", "End": true}}},
    {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": ")" +
              std::string{describe_resource} + R"("}}},
    {"StartAt": "L", "States": {"L": {"Type": "Wait", "Seconds": 9, "End": true}}}]}}})"};
  run.apply(failed(1, "E")).apply(Input::Kind::Redrive).apply(succeeded(2, "2")).finish();
  EXPECT_EQ(run.outcome(), R"(Succeeded ["a",2,{}])");
  EXPECT_THAT(run.seconds_of(EventType::PassStateEntered), ElementsAre(0));
}

TEST(RedriveTest, AnIterationThatFailedIsTriedAgainAndTheOthersStillFollow) {
  TestRun run{R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1,
    "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": ")" +
                  std::string{describe_resource} + R"("}}}}}})",
              "[1,2,3]"};
  run.apply(succeeded(1, "10")).apply(failed(2, "E"));
  run.apply(Input::Kind::Redrive).apply(succeeded(3, "20")).apply(succeeded(4, "30"));
  EXPECT_EQ(run.outcome(), "Succeeded [10,20,30]");
}

/// Goal: a state that a line was about to enter is entered then, not tried without.
/// Method: the other line fails in that very turn, and does not when it is redriven.
TEST(RedriveTest, AStateThatWasNotEnteredIsEntered) {
  TestRun run{R"s({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A2"}, "A2": {"Type": "Pass",
      "End": true, "Parameters": {"x.$":
        "States.ArrayGetItem($.a, States.MathAdd($$.Execution.RedriveCount, -1))"}}}},
    {"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "B2"},
                                "B2": {"Type": "Pass", "Result": 5, "End": true}}}]}}})s",
              R"({"a":[9]})"};
  EXPECT_EQ(run.execution.status(), Status::Failed);
  run.apply(Input::Kind::Redrive);
  EXPECT_EQ(run.outcome(), R"(Succeeded [{"x":9},5])");
  EXPECT_THAT(run.history(11), testing::HasSubstr("PassStateEntered prev=11 B2 "));
  EXPECT_THAT(run.history(11), testing::Not(testing::HasSubstr("PassStateEntered prev=11 A2 ")));
}

/// Method: all branches end; then the state's own ResultSelector fails. It is run as a whole again.
TEST(RedriveTest, AStateWhoseLinesHadAllEndedIsRunAgain) {
  TestRun run{R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
    "ResultSelector": {"x.$": "$[0].no"},
    "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}]}}})"};
  EXPECT_EQ(run.execution.status(), Status::Failed);
  run.apply(Input::Kind::Redrive);
  EXPECT_EQ(run.execution.status(), Status::Failed);
  EXPECT_THAT(run.seconds_of(EventType::ParallelStateStarted), ElementsAre(0, 0));
}

/// Goal: the limit of the whole begins anew.
TEST(RedriveTest, TimeCountsAnew) {
  TestRun run{R"({"StartAt": "T", "TimeoutSeconds": 10, "States": {
    "T": {"Type": "Task", "End": true, "Resource": ")" +
              std::string{describe_resource} + R"("}}})"};
  run.finish();
  EXPECT_EQ(run.execution.status(), Status::TimedOut);
  run.elapse(1h);
  run.apply(Input::Kind::Redrive);
  EXPECT_EQ(run.execution.next_due(), run.now + 10s);
  run.elapse(5s);
  run.apply(succeeded(2, "2"));
  EXPECT_EQ(run.outcome(), "Succeeded 2");
}

TEST(RedriveTest, WhatWasStoppedGoesOn) {
  TestRun run{with_state(R"("Type": "Wait", "Seconds": 60, "End": true)")};
  run.elapse(10s).stop();
  run.apply(Input::Kind::Redrive).finish();
  EXPECT_EQ(run.outcome(), "Succeeded {}");
  EXPECT_EQ(run.history(3), R"(
3 ExecutionAborted prev=0 {"error":"Stopped","cause":"enough"}
4 ExecutionRedriven prev=3 {"redriveCount":1}
5 WaitStateExited prev=4 A {}
6 ExecutionSucceeded prev=5 {}
)");
}

/// Goal: a full history stays at its limit.
TEST(RedriveTest, AFullHistoryDoesNotGrow) {
  TestRun run{R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
    "B": {"Type": "Pass", "End": true}}})",
              "1",
              {},
              {.history_events = 5}};
  ASSERT_EQ(run.execution.history().size(), 5U);
  run.apply(Input::Kind::Redrive);
  EXPECT_EQ(run.execution.history().size(), 5U);
  EXPECT_EQ(run.execution.status(), Status::Failed);
}

}  // namespace
}  // namespace spotdrill::asl
