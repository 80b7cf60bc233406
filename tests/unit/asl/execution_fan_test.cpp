#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The end of the states: "R" when a Catcher among `members` leads there.
std::string_view with_rescue(std::string_view members) {
  return members.find("Catch") == std::string_view::npos
             ? "}}}"
             : R"(}, "R": {"Type": "Pass", "End": true}}})";
}

/// A Map, "M", over its input, each item of which goes through `processor`.
std::string map_over(std::string_view processor, std::string_view members = "") {
  return R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": )" +
         std::string{processor} + std::string{members} + std::string{with_rescue(members)};
}

constexpr std::string_view passes =
    R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}})";
constexpr std::string_view fails =
    R"({"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "c"}}})";
constexpr std::string_view works = R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
    "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:f", "TimeoutSeconds": 5}}})";

/// Source: recorded on AWS: the next iteration follows the last state of the one before it.
TEST(MapHistoryTest, OneIterationAtATime) {
  const TestRun run{map_over(passes, R"(, "MaxConcurrency": 1)"), "[7,8]"};
  EXPECT_EQ(run.history(2), R"(
2 MapStateEntered prev=0 M [7,8]
3 MapStateStarted prev=2 {"length":2}
4 MapIterationStarted prev=3 {"name":"M","index":0}
5 PassStateEntered prev=4 A 7
6 PassStateExited prev=5 A 7
7 MapIterationSucceeded prev=6 {"name":"M","index":0}
8 MapIterationStarted prev=6 {"name":"M","index":1}
9 PassStateEntered prev=8 A 8
10 PassStateExited prev=9 A 8
11 MapIterationSucceeded prev=10 {"name":"M","index":1}
12 MapStateSucceeded prev=11
13 MapStateExited prev=11 M [7,8]
14 ExecutionSucceeded prev=13 [7,8]
)");
}

/// Source: recorded on AWS.
TEST(MapHistoryTest, OneAtATimeWithinLimits) {
  TestRun run{map_over(passes, R"(, "MaxConcurrency": 1, "Catch": [
                {"ErrorEquals": ["States.ALL"], "Next": "R"}])"),
              "[]"};
  EXPECT_EQ(run.history(3), R"(
3 MapStateStarted prev=2 {"length":0}
4 MapStateSucceeded prev=3
5 MapStateExited prev=3 M []
6 ExecutionSucceeded prev=5 []
)");
}

/// Source: recorded on AWS: all start, then all are scheduled, then all run; one failure ends all.
TEST(MapHistoryTest, AllIterationsAtOnceUntilOneTimesOut) {
  TestRun run{map_over(works), "[1,2,3]"};
  EXPECT_EQ(run.history(3), R"(
3 MapStateStarted prev=2 {"length":3}
4 MapIterationStarted prev=3 {"name":"M","index":0}
5 MapIterationStarted prev=3 {"name":"M","index":1}
6 MapIterationStarted prev=3 {"name":"M","index":2}
7 TaskStateEntered prev=4 T 1
8 LambdaFunctionScheduled prev=7 1 {"resource":"arn:aws:lambda:eu-west-1:000000000000:function:f","timeoutInSeconds":5}
9 TaskStateEntered prev=5 T 2
10 LambdaFunctionScheduled prev=9 2 {"resource":"arn:aws:lambda:eu-west-1:000000000000:function:f","timeoutInSeconds":5}
11 TaskStateEntered prev=6 T 3
12 LambdaFunctionScheduled prev=11 3 {"resource":"arn:aws:lambda:eu-west-1:000000000000:function:f","timeoutInSeconds":5}
13 LambdaFunctionStarted prev=8
14 LambdaFunctionStarted prev=10
15 LambdaFunctionStarted prev=12
)");
  run.finish();
  EXPECT_EQ(run.history(16), R"(
16 LambdaFunctionTimedOut prev=13 {"error":"States.Timeout"}
17 MapIterationFailed prev=16 {"name":"M","index":0}
18 TaskStateAborted prev=16
19 MapIterationAborted prev=16 {"name":"M","index":1}
20 TaskStateAborted prev=16
21 MapIterationAborted prev=16 {"name":"M","index":2}
22 TaskStateAborted prev=16
23 MapStateFailed prev=16
24 ExecutionFailed prev=23 {"error":"States.Timeout"}
)");
  EXPECT_THAT(run.stopped, ElementsAre(1, 2, 3));
}

/// Source: recorded on AWS.
TEST(MapHistoryTest, AFailStateFailsTheIterationAndTheMap) {
  const TestRun run{map_over(fails), "[1]"};
  EXPECT_EQ(run.history(4), R"(
4 MapIterationStarted prev=3 {"name":"M","index":0}
5 FailStateEntered prev=4 F 1
6 MapIterationFailed prev=5 {"name":"M","index":0}
7 MapStateFailed prev=5
8 ExecutionFailed prev=7 {"error":"E","cause":"c"}
)");
}

/// Source: recorded on AWS.
TEST(MapHistoryTest, AFailureIsCaught) {
  const TestRun run{map_over(fails, R"(, "Catch": [{"ErrorEquals": ["E"], "Next": "R"}])"), "[1]"};
  EXPECT_EQ(run.history(6), R"(
6 MapIterationFailed prev=5 {"name":"M","index":0}
7 MapStateFailed prev=5
8 MapStateExited prev=7 M {"Error":"E","Cause":"c"}
9 PassStateEntered prev=8 R {"Error":"E","Cause":"c"}
10 PassStateExited prev=9 R {"Error":"E","Cause":"c"}
11 ExecutionSucceeded prev=10 {"Error":"E","Cause":"c"}
)");
}

/// Source: recorded on AWS: it starts again after what failed; MapStateFailed comes last of all.
TEST(MapHistoryTest, AMapIsRetried) {
  TestRun run{map_over(fails, R"(, "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}])"),
              "[1]"};
  run.finish();
  EXPECT_EQ(run.history(5), R"(
5 FailStateEntered prev=4 F 1
6 MapIterationFailed prev=5 {"name":"M","index":0}
7 MapStateStarted prev=5 {"length":1}
8 MapIterationStarted prev=7 {"name":"M","index":0}
9 FailStateEntered prev=8 F 1
10 MapIterationFailed prev=9 {"name":"M","index":0}
11 MapStateFailed prev=9
12 ExecutionFailed prev=11 {"error":"E","cause":"c"}
)");
}

TEST(MapHistoryTest, NoMoreIterationsRunThanMay) {
  TestRun run{map_over(works, R"(, "MaxConcurrency": 2)"), "[1,2,3,4,5]"};
  EXPECT_EQ(run.execution.outstanding().size(), 2U);
  for (TaskId task = 1; task <= 4; ++task) {
    run.apply(succeeded(task, std::to_string(task * 10)));
    EXPECT_EQ(run.execution.outstanding().size(), task < 4 ? 2U : 1U);
  }
  run.apply(succeeded(5, "50"));
  EXPECT_EQ(run.outcome(), "Succeeded [10,20,30,40,50]");
}

constexpr std::string_view two_branches = R"({"StartAt": "P", "States": {
  "P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A2"},
                                "A2": {"Type": "Pass", "Result": "a", "End": true}}},
    {"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "B2"},
                                "B2": {"Type": "Pass", "Result": "b", "End": true}}}]}}})";

/// Source: recorded on AWS: both what succeeds and what is left follow the last of the branches.
TEST(ParallelHistoryTest, BranchesKeepAbreast) {
  const TestRun run{two_branches, "1"};
  EXPECT_EQ(run.history(2), R"(
2 ParallelStateEntered prev=0 P 1
3 ParallelStateStarted prev=2
4 PassStateEntered prev=3 A 1
5 PassStateExited prev=4 A 1
6 PassStateEntered prev=3 B 1
7 PassStateExited prev=6 B 1
8 PassStateEntered prev=5 A2 1
9 PassStateExited prev=8 A2 "a"
10 PassStateEntered prev=7 B2 1
11 PassStateExited prev=10 B2 "b"
12 ParallelStateSucceeded prev=11
13 ParallelStateExited prev=11 P ["a","b"]
14 ExecutionSucceeded prev=13 ["a","b"]
)");
}

/// A Parallel of a branch that fails and of those in `others`.
std::string failing_parallel(std::string_view others, std::string_view members = "") {
  return R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "F"},
      "F": {"Type": "Fail", "Error": "E", "Cause": "c"}}}, )" +
         std::string{others} + "]" + std::string{members} + std::string{with_rescue(members)};
}

constexpr std::string_view long_wait =
    R"({"StartAt": "L", "States": {"L": {"Type": "Wait", "Seconds": 99, "End": true}}})";

TEST(ParallelHistoryTest, AFailureAbortsTheOtherBranches) {
  TestRun run{failing_parallel(std::string{long_wait} + ", " + std::string{works} + R"(,
    {"StartAt": "N", "States": {"N": {"Type": "Map", "ItemsPath": "$$.Execution.Input", "End": true,
      "ItemProcessor": {"StartAt": "I", "States": {
        "I": {"Type": "Wait", "Seconds": 99, "End": true}}}}}})"),
              "[1]"};
  run.finish();
  EXPECT_EQ(run.history(14), R"(
14 FailStateEntered prev=13 F [1]
15 WaitStateAborted prev=14
16 TaskStateAborted prev=14
17 MapIterationAborted prev=14 {"name":"N","index":0}
18 WaitStateAborted prev=14
19 MapStateAborted prev=14
20 ParallelStateFailed prev=14
21 ExecutionFailed prev=20 {"error":"E","cause":"c"}
)");
  EXPECT_THAT(run.stopped, ElementsAre(1));
}

/// Goal: what a branch has not entered is not aborted.
/// Method: the other branch has left a Pass and is about to enter a Wait.
TEST(ParallelHistoryTest, AStateThatIsNotEnteredIsNotAborted) {
  const TestRun run{
      R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "F"}, "F": {"Type": "Fail"}}},
    {"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "L"},
                                "L": {"Type": "Wait", "Seconds": 9, "End": true}}}]}}})",
      "1"};
  EXPECT_EQ(run.history(8), R"(
8 FailStateEntered prev=5 F 1
9 ParallelStateFailed prev=8
10 ExecutionFailed prev=9
)");
}

TEST(ParallelHistoryTest, AFailureIsCaughtAndNothingOfTheBranchesIsLeft) {
  TestRun run{failing_parallel(works, R"(, "Catch": [{"ErrorEquals": ["E"], "Next": "R"}])"), "1"};
  run.elapse(1s);
  EXPECT_EQ(run.outcome(), R"(Succeeded {"Error":"E","Cause":"c"})");
  EXPECT_THAT(run.history(), HasSubstr("TaskStateAborted prev=9\n"));
  EXPECT_THAT(run.history(), HasSubstr("ParallelStateExited prev=11 P"));
  EXPECT_THAT(run.stopped, ElementsAre(1));
  EXPECT_EQ(run.execution.next_due(), std::nullopt);
}

TEST(ParallelHistoryTest, AParallelIsRetriedAsAWhole) {
  TestRun run{
      failing_parallel(
          long_wait,
          R"(, "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1, "IntervalSeconds": 10}])"),
      "1"};
  run.finish();
  EXPECT_THAT(run.seconds_of(EventType::ParallelStateStarted), ElementsAre(0, 11));
  EXPECT_THAT(run.seconds_of(EventType::ParallelStateEntered), ElementsAre(0));
  EXPECT_THAT(run.seconds_of(EventType::ParallelStateFailed), ElementsAre(12));
  EXPECT_EQ(run.outcome(), "Failed E: c");
}

/// Source: recorded on AWS: nothing is told of what is around it.
TEST(ParallelHistoryTest, ARuntimeFailureEndsTheExecutionAtOnce) {
  const TestRun run{R"({"StartAt": "P", "States": {
    "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "R"}],
      "Branches": [
        {"StartAt": "Fast", "States": {"Fast": {"Type": "Pass", "InputPath": "$.nope", "End": true}}},
        )" + std::string{long_wait} +
                    R"(]}, "R": {"Type": "Pass", "End": true}}})"};
  EXPECT_THAT(
      run.history(4),
      testing::StartsWith("\n4 PassStateEntered prev=3 Fast {}\n5 ExecutionFailed prev=4 "
                          "{\"error\":\"States.Runtime\",\"cause\":\"An error occurred while "
                          "executing the state 'Fast' (entered at the event id #4). "));
  EXPECT_EQ(run.execution.history().size(), 5U);
}

/// Goal: what a failure inside comes to is up to each state around it.
TEST(ParallelHistoryTest, AFailureGoesOutwardsUntilItIsCaught) {
  const std::string inner = map_over(fails);
  const TestRun run{R"({"StartAt": "O", "States": {
    "O": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["E"], "Next": "Z"}],
          "Branches": [)" +
                        inner + R"(]}, "Z": {"Type": "Pass", "End": true}}})",
                    "[1]"};
  EXPECT_EQ(run.history(7), R"(
7 FailStateEntered prev=6 F 1
8 MapIterationFailed prev=7 {"name":"M","index":0}
9 MapStateFailed prev=7
10 ParallelStateFailed prev=9
11 ParallelStateExited prev=10 O {"Error":"E","Cause":"c"}
12 PassStateEntered prev=11 Z {"Error":"E","Cause":"c"}
13 PassStateExited prev=12 Z {"Error":"E","Cause":"c"}
14 ExecutionSucceeded prev=13 {"Error":"E","Cause":"c"}
)");
}

}  // namespace
}  // namespace spotdrill::asl
