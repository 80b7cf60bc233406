#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// A Task, "T", with these members, and "R" to go to when it fails.
std::string failing_task(std::string_view members) {
  return R"({"StartAt": "T", "States": {
    "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances", "End": true, )" +
         std::string{members} + R"(}, "R": {"Type": "Pass", "End": true}}})";
}

/// When the task was tried. Units: seconds after the beginning.
std::vector<double> attempts_of(std::string_view retrier, const std::string& error = "E") {
  TestRun run{failing_task(R"("Retry": [)" + std::string{retrier} +
                           R"(], "Catch": [{"ErrorEquals": ["Never"], "Next": "R"}])"),
              "{}", breaks(error)};
  run.finish();
  EXPECT_EQ(run.execution.status(), Status::Failed);
  return run.seconds_of(EventType::TaskScheduled);
}

TEST(RetryTest, AttemptsAreApartByTheDefaultsOfTheLanguage) {
  EXPECT_THAT(attempts_of(R"({"ErrorEquals": ["E"]})"), ElementsAre(0, 1, 3, 7));
}

TEST(RetryTest, AttemptsAreApartAsTheRetrierSays) {
  EXPECT_THAT(attempts_of(R"({"ErrorEquals": ["E"], "IntervalSeconds": 10, "MaxAttempts": 3,
                              "BackoffRate": 1.5})"),
              ElementsAre(0, 10, 25, 47.5));
  EXPECT_THAT(attempts_of(R"({"ErrorEquals": ["E"], "IntervalSeconds": 10, "MaxAttempts": 4,
                              "MaxDelaySeconds": 25})"),
              ElementsAre(0, 10, 30, 55, 80));
  EXPECT_THAT(attempts_of(R"({"ErrorEquals": ["E"], "IntervalSeconds": 0, "MaxAttempts": 2})"),
              ElementsAre(0, 0, 0));
  EXPECT_THAT(attempts_of(R"({"ErrorEquals": ["E"], "MaxAttempts": 0})"), ElementsAre(0));
}

/// Goal: however fast an interval grows, it stays one.
TEST(RetryTest, IntervalsAreBounded) {
  const auto at = attempts_of(R"({"ErrorEquals": ["E"], "IntervalSeconds": 1000, "MaxAttempts": 40,
                                  "BackoffRate": 1000000})");
  ASSERT_THAT(at, SizeIs(41));
  EXPECT_EQ(at[40] - at[39], 99'999'999);
}

/// Method: many attempts; each wait is within its interval, and not all are the same part of it.
TEST(RetryTest, JitterIsBetweenZeroAndTheInterval) {
  const auto at = attempts_of(R"({"ErrorEquals": ["E"], "IntervalSeconds": 10, "MaxAttempts": 200,
                                  "BackoffRate": 1, "JitterStrategy": "FULL"})");
  ASSERT_THAT(at, SizeIs(201));
  double longest = 0;
  double shortest = 10;
  for (std::size_t index = 1; index < at.size(); ++index) {
    longest = std::max(longest, at[index] - at[index - 1]);
    shortest = std::min(shortest, at[index] - at[index - 1]);
  }
  EXPECT_LE(longest, 10);
  EXPECT_GE(shortest, 0);
  EXPECT_GT(longest - shortest, 9);
}

TEST(RetryTest, EachRetrierCountsItsOwnAttempts) {
  int calls = 0;
  TestRun run{
      failing_task(R"("Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 1, "IntervalSeconds": 1},
                                        {"ErrorEquals": ["B"], "MaxAttempts": 1, "IntervalSeconds": 5}],
                              "Catch": [{"ErrorEquals": ["Never"], "Next": "R"}])"),
      "{}",
      [&](const Request& request) { return failed(request.task, ++calls % 2 == 1 ? "A" : "B"); }};
  run.finish();
  EXPECT_THAT(run.seconds_of(EventType::TaskScheduled), ElementsAre(0, 1, 6));
  EXPECT_EQ(run.execution.failure()->error, "A");
}

/// Source: recorded on AWS: no second TaskStateEntered; parameters are evaluated anew.
TEST(RetryTest, AnotherAttemptIsTold) {
  TestRun run{failing_task(R"("Parameters": {"n.$": "$$.State.RetryCount"},
      "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "R", "ResultPath": "$.why"}])"),
              R"({"a":1})", breaks("E")};
  run.finish();
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 {"a":1}
2 TaskStateEntered prev=0 T {"a":1}
3 TaskScheduled prev=2 {"n":0} {"resource":"describeInstances","resourceType":"aws-sdk:ec2","region":"eu-west-1"}
4 TaskStarted prev=3 {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
5 TaskFailed prev=4 {"resource":"describeInstances","resourceType":"aws-sdk:ec2","error":"E","cause":"why"}
6 TaskScheduled prev=5 {"n":1} {"resource":"describeInstances","resourceType":"aws-sdk:ec2","region":"eu-west-1"}
7 TaskStarted prev=6 {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
8 TaskFailed prev=7 {"resource":"describeInstances","resourceType":"aws-sdk:ec2","error":"E","cause":"why"}
9 TaskStateExited prev=8 T {"a":1,"why":{"Error":"E","Cause":"why"}}
10 PassStateEntered prev=9 R {"a":1,"why":{"Error":"E","Cause":"why"}}
11 PassStateExited prev=10 R {"a":1,"why":{"Error":"E","Cause":"why"}}
12 ExecutionSucceeded prev=11 {"a":1,"why":{"Error":"E","Cause":"why"}}
)");
}

/// What is caught of a task that fails of `error` by a Catcher of `name`.
bool catches(const std::string& name, const std::string& error) {
  TestRun run{failing_task(R"("Catch": [{"ErrorEquals": [")" + name + R"("], "Next": "R"}])"), "{}",
              breaks(error)};
  return run.execution.status() == Status::Succeeded;
}

TEST(CatchTest, NamesMatchThemselvesAndTheReservedOnesMore) {
  EXPECT_TRUE(catches("E", "E"));
  EXPECT_FALSE(catches("E", "F"));
  EXPECT_TRUE(catches("States.ALL", "E"));
  EXPECT_TRUE(catches("States.ALL", "States.Timeout"));
  EXPECT_TRUE(catches("States.ALL", "States.DataLimitExceeded"));
  EXPECT_TRUE(catches("States.TaskFailed", "E"));
  EXPECT_TRUE(catches("States.TaskFailed", "States.TaskFailed"));
  EXPECT_FALSE(catches("States.TaskFailed", "States.Timeout"));
  EXPECT_TRUE(catches("States.Timeout", "States.Timeout"));
  EXPECT_FALSE(catches("States.Timeout", "E"));
}

/// Source: recorded on AWS.
TEST(CatchTest, ARuntimeFailureIsNeverCaughtNorRetried) {
  for (const char* name : {"States.ALL", "States.Runtime", "States.TaskFailed"}) {
    const std::string names = R"("ErrorEquals": [")" + std::string{name} + R"("])";
    TestRun run{failing_task(R"("OutputPath": "$.no.such", "Retry": [{)" + names +
                             R"(}], "Catch": [{)" + names + R"(, "Next": "R"}])"),
                "{}", gives(R"({"a":1})")};
    run.finish();
    EXPECT_EQ(run.history(6), R"(
6 ExecutionFailed prev=5 {"error":"States.Runtime","cause":"An error occurred while executing the state 'T' (entered at the event id #2). Invalid path '$.no.such' : No results for path: $['no']['such']"}
)");
  }
}

TEST(CatchTest, TheFirstCatcherThatMatchesIsTaken) {
  EXPECT_EQ(outcome_of(failing_task(R"("Catch": [
              {"ErrorEquals": ["F"], "Next": "R", "ResultPath": null},
              {"ErrorEquals": ["E", "G"], "Next": "R"},
              {"ErrorEquals": ["States.ALL"], "Next": "R", "ResultPath": null}])"),
                       R"({"a":1})", breaks("E")),
            R"(Succeeded {"Error":"E","Cause":"why"})");
  EXPECT_EQ(outcome_of(failing_task(
                           R"("Catch": [{"ErrorEquals": ["E"], "Next": "R", "ResultPath": null}])"),
                       R"({"a":1})", breaks("E")),
            R"(Succeeded {"a":1})");
}

/// Goal: a failure that is too large to be handed on does not catch itself without end.
/// Method: the input is nearly as large as one may be; the Catcher adds to it.
TEST(CatchTest, AnOutputThatIsTooLargeFails) {
  const std::string input = R"({"a":")" + std::string(262'130, 'x') + R"("})";
  EXPECT_EQ(outcome_of(failing_task(R"("Catch": [
              {"ErrorEquals": ["States.ALL"], "Next": "R", "ResultPath": "$.why"}])"),
                       input, breaks("E")),
            "Failed States.DataLimitExceeded: The state/task 'T' returned a result with a size "
            "exceeding the maximum number of bytes service limit.");
}

TEST(CatchTest, AnAssignThatFailsIsWhatTheExecutionFailsOf) {
  EXPECT_THAT(outcome_of(failing_task(R"("Catch": [{"ErrorEquals": ["E"], "Next": "R",
                                         "Assign": {"x.$": "$.no"}}])"),
                         "{}", breaks("E")),
              testing::StartsWith("Failed States.Runtime: An error occurred while executing the "
                                  "state 'T' (entered at the event id #2). The JSONPath '$.no'"));
}

TEST(CatchTest, WhatAResultPathCannotTakeFails) {
  EXPECT_THAT(outcome_of(failing_task(R"("Catch": [{"ErrorEquals": ["E"], "Next": "R",
                                         "ResultPath": "$.a[3]"}])"),
                         R"({"a":[]})", breaks("E")),
              testing::StartsWith("Failed States.ResultPathMatchFailure: "));
}

/// Goal: a Fail state in a branch fails the branch; in the line of the execution, that.
TEST(CatchTest, WhatFailsInABranchIsCaughtOutside) {
  EXPECT_EQ(outcome_of(R"({"StartAt": "P", "States": {
    "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["E"], "Next": "R"}],
          "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E",
                                                          "Cause": "c"}}}]},
    "R": {"Type": "Pass", "End": true}}})"),
            R"(Succeeded {"Error":"E","Cause":"c"})");
}

}  // namespace
}  // namespace spotdrill::asl
