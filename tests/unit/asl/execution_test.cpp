#include "asl/execution.hpp"

#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;

TEST(ExecutionTest, StatesFollowOneAnother) {
  const TestRun run{R"({"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Result": 1, "ResultPath": "$.a", "Next": "B"},
    "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Succeed"}}})"};
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 {}
2 PassStateEntered prev=0 A {}
3 PassStateExited prev=2 A {"a":1}
4 PassStateEntered prev=3 B {"a":1}
5 PassStateExited prev=4 B {"a":1}
6 SucceedStateEntered prev=5 C {"a":1}
7 SucceedStateExited prev=6 C {"a":1}
8 ExecutionSucceeded prev=7 {"a":1}
)");
  EXPECT_EQ(run.execution.transitions(), 3);
}

constexpr std::string_view waits = R"({"StartAt": "W", "TimeoutSeconds": 100, "States": {
  "W": {"Type": "Wait", "Seconds": 500, "End": true}}})";

/// Source: recorded on AWS: what comes from outside follows nothing.
TEST(ExecutionTest, ItIsStopped) {
  TestRun run{waits};
  run.elapse(30s).stop();
  EXPECT_EQ(run.history(2), R"(
2 WaitStateEntered prev=0 W {}
3 ExecutionAborted prev=0 {"error":"Stopped","cause":"enough"}
)");
  EXPECT_EQ(run.execution.ended_at(), TestRun::begin + 30s);
  EXPECT_EQ(run.execution.next_due(), std::nullopt);
}

TEST(ExecutionTest, ItIsStoppedWithoutAReason) {
  TestRun run{waits};
  run.apply(Input::Kind::Stop);
  EXPECT_EQ(run.history(3), "\n3 ExecutionAborted prev=0\n");
}

/// Source: recorded on AWS.
TEST(ExecutionTest, ItTimesOut) {
  TestRun run{waits};
  run.finish();
  EXPECT_EQ(run.history(3), R"(
3 ExecutionTimedOut prev=0 {"error":"States.Timeout"}
)");
  EXPECT_EQ(run.execution.status(), Status::TimedOut);
  EXPECT_EQ(run.execution.ended_at(), TestRun::begin + 100s);
}

/// Goal: the limit of the whole outlives what ends within it.
/// Method: a Task of the outermost line ends, which cancels its own limits.
TEST(ExecutionTest, ItTimesOutAfterATaskHasEnded) {
  TestRun run{R"({"StartAt": "T", "TimeoutSeconds": 100, "States": {
    "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances",
          "TimeoutSeconds": 50, "Next": "W"},
    "W": {"Type": "Wait", "Seconds": 500, "End": true}}})",
              "{}", gives("1")};
  run.finish();
  EXPECT_EQ(run.execution.status(), Status::TimedOut);
  EXPECT_EQ(run.execution.ended_at(), TestRun::begin + 100s);
}

TEST(ExecutionTest, ItTimesOutFromOutside) {
  TestRun run{waits};
  run.apply(Input::Kind::TimeOut);
  EXPECT_EQ(run.outcome(), "TimedOut States.Timeout: ");
}

TEST(ExecutionTest, NothingHappensToOneThatIsOver) {
  TestRun run{waits};
  run.stop();
  const std::string before = run.history();
  run.stop();
  run.apply(Input::Kind::Wake)
      .apply(Input::Kind::TimeOut)
      .apply(Input::Kind::TaskSucceeded, 1, "1");
  run.apply(Input::Kind::Begin);
  EXPECT_EQ(run.history(), before);
}

TEST(ExecutionTest, ItBeginsOnce) {
  TestRun run{waits};
  run.apply(Input::Kind::Begin);
  EXPECT_EQ(run.execution.history().size(), 2U);
}

/// Goal: events are in the order of their times, however late the caller is.
TEST(ExecutionTest, ALateCallWakesEachWaitAtItsTime) {
  constexpr std::string_view definition = R"({"StartAt": "P", "States": {"P": {
    "Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Next": "A2"},
                                "A2": {"Type": "Wait", "Seconds": 1, "Next": "A3"},
                                "A3": {"Type": "Wait", "Seconds": 1, "End": true}}},
    {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 10, "End": true}}}]}}})";
  TestRun prompt{definition};
  TestRun run{definition};
  prompt.finish();
  run.now += 60s;
  run.apply(Input::Kind::Wake);
  EXPECT_EQ(run.history(), prompt.history());
  EXPECT_THAT(run.seconds_of(EventType::WaitStateEntered), ElementsAre(0, 0, 1, 2));
  EXPECT_THAT(run.seconds_of(EventType::WaitStateExited), ElementsAre(1, 2, 3, 10));
}

/// Method: another input comes after the Wait is due, before the Wake.
TEST(ExecutionTest, TimeNeverGoesBack) {
  TestRun run{R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "End": true}}},
    {"StartAt": "B", "States": {"B": {"Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances", "End": true}}}]}}})"};
  run.now += 60s;
  run.apply(succeeded(run.request().task)).apply(Input::Kind::Wake);
  EXPECT_THAT(run.seconds_of(EventType::WaitStateExited), ElementsAre(60));
  EXPECT_EQ(run.execution.ended_at(), TestRun::begin + 60s);
}

constexpr std::string_view endless = R"({"StartAt": "A", "States": {
  "A": {"Type": "Pass", "Next": "B"},
  "B": {"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "C"}],
        "Default": "A"},
  "C": {"Type": "Succeed"}}})";

/// Source: recorded on AWS: the failure is event 25,000.
TEST(ExecutionTest, TheHistoryIsBounded) {
  const TestRun run{endless};
  ASSERT_EQ(run.execution.history().size(), 25'000U);
  EXPECT_EQ(line_of(run.execution.history().back()),
            "25000 ExecutionFailed prev=24999 {\"error\":\"States.Runtime\",\"cause\":\"The "
            "execution reached the maximum number of history events (25000).\"}\n");
}

/// Goal: no event passes the limit, whichever would come next.
TEST(ExecutionTest, TheHistoryIsBoundedWhateverComesNext) {
  for (std::int64_t limit = 10; limit < 60; ++limit) {
    TestRun run{R"({"StartAt": "M", "States": {
      "M": {"Type": "Map", "ItemsPath": "$$.Execution.Input", "Next": "C", "ItemProcessor":
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource":
          "arn:aws:states:::aws-sdk:ec2:describeInstances",
          "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 0}]}}}},
      "C": {"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "D"}],
            "Default": "M"},
      "D": {"Type": "Succeed"}}})",
                "[1,2,3,4,5]",
                gives("1"),
                {.history_events = limit}};
    ASSERT_EQ(static_cast<std::int64_t>(run.execution.history().size()), limit);
    const HistoryEvent& last = run.execution.history().back();
    EXPECT_EQ(to_string(last.type), "ExecutionFailed");
    EXPECT_EQ(last.previous, limit - 1);
    EXPECT_EQ(run.execution.failure()->error, "States.Runtime");
    EXPECT_EQ(run.execution.outstanding().size(), 0U);
  }
}

/// Goal: a machine that never waits keeps nobody else waiting, and a task of another branch starts.
TEST(ExecutionTest, ATurnEndsAndIsContinued) {
  Execution execution = TestRun::made(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel",
    "End": true, "Branches": [
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource":
        "arn:aws:states:::aws-sdk:ec2:describeInstances"}}},
      )" + std::string{endless} + "]}}}",
                                      "{}", {.history_events = 0, .transitions_per_turn = 100});
  execution.apply({.kind = Input::Kind::Begin, .text = {}, .error = {}});
  EXPECT_TRUE(execution.has_more());
  EXPECT_EQ(execution.transitions(), 100);
  EXPECT_EQ(execution.take_requests().size(), 1U);
  execution.apply({.kind = Input::Kind::Continue, .text = {}, .error = {}});
  EXPECT_EQ(execution.transitions(), 200);
  EXPECT_EQ(execution.take_requests().size(), 0U);
}

TEST(ExecutionTest, APayloadIsBounded) {
  const std::string half = "\"" + std::string(150'000, 'x') + "\"";
  EXPECT_EQ(outcome_of_state(R"("Type": "Pass", "End": true,
                                "Parameters": {"a.$": "$", "b.$": "$"})",
                             half),
            "Failed States.DataLimitExceeded: The state/task 'A' returned a result with a size "
            "exceeding the maximum number of bytes service limit.");
}

/// Goal: how deep a value is built is bounded too, for it is read again.
/// Method: each turn puts the output of a Parallel into an array.
TEST(ExecutionTest, DepthIsBounded) {
  EXPECT_THAT(outcome_of(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "Next": "C",
    "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}]},
    "C": {"Type": "Choice", "Choices": [{"Variable": "$[0]", "IsBoolean": true, "Next": "D"}],
          "Default": "P"}, "D": {"Type": "Succeed"}}})",
                         "[null]"),
              testing::HasSubstr("nests too deeply"));
}

}  // namespace
}  // namespace spotdrill::asl
