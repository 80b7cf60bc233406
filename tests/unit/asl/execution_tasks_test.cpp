#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string task_of(std::string_view resource, std::string_view members = "") {
  return R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": ")" +
         std::string{resource} + "\"" + std::string{members} + "}}}";
}

constexpr std::string_view sdk = "arn:aws:states:::aws-sdk:ec2:describeInstances";
constexpr std::string_view sync = "arn:aws:states:::states:startExecution.sync:2";
constexpr std::string_view callback = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
constexpr std::string_view activity = "arn:aws:states:eu-west-1:000000000000:activity:a";
constexpr std::string_view function = "arn:aws:lambda:eu-west-1:000000000000:function:f";
constexpr std::string_view limits = R"(, "TimeoutSeconds": 60, "HeartbeatSeconds": 10)";

/// Source: recorded on AWS.
TEST(TaskTest, OfAnIntegrationIsTold) {
  const TestRun run{task_of(sdk), R"({"a":1})", gives("[1]")};
  EXPECT_EQ(run.history(2), R"(
2 TaskStateEntered prev=0 T {"a":1}
3 TaskScheduled prev=2 {"a":1} {"resource":"describeInstances","resourceType":"aws-sdk:ec2","region":"eu-west-1"}
4 TaskStarted prev=3 {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
5 TaskSucceeded prev=4 [1] {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
6 TaskStateExited prev=5 T [1]
7 ExecutionSucceeded prev=6 [1]
)");
}

/// Source: recorded on AWS.
TEST(TaskTest, ThatFailsIsTold) {
  const TestRun run{task_of(sdk), "1", breaks("Ec2.Ec2Exception")};
  EXPECT_EQ(run.history(5), R"(
5 TaskFailed prev=4 {"resource":"describeInstances","resourceType":"aws-sdk:ec2","error":"Ec2.Ec2Exception","cause":"why"}
6 ExecutionFailed prev=5 {"error":"Ec2.Ec2Exception","cause":"why"}
)");
  const TestRun bare{task_of(sdk), "1",
                     [](const Request& request) { return failed(request.task, "", ""); }};
  EXPECT_EQ(bare.history(6), "\n6 ExecutionFailed prev=5\n");
}

/// Source: recorded on AWS.
TEST(TaskTest, ThatWaitsForItsJobIsSubmittedAndThenOver) {
  TestRun run{task_of(sync), "{}"};
  EXPECT_FALSE(run.execution.outstanding().front().submitted);
  run.apply(Input::Kind::TaskSubmitted, 1, R"({"ExecutionArn":"x"})");
  EXPECT_TRUE(run.execution.outstanding().front().submitted);
  run.apply(succeeded(1, "5"));
  EXPECT_EQ(run.history(4), R"(
4 TaskStarted prev=3 {"resource":"startExecution.sync:2","resourceType":"states"}
5 TaskSubmitted prev=4 {"ExecutionArn":"x"} {"resource":"startExecution.sync:2","resourceType":"states"}
6 TaskSucceeded prev=5 5 {"resource":"startExecution.sync:2","resourceType":"states"}
7 TaskStateExited prev=6 T 5
8 ExecutionSucceeded prev=7 5
)");
  EXPECT_THAT(run.execution.outstanding(), IsEmpty());
}

/// Source: recorded on AWS.
TEST(TaskTest, OfAnActivityIsTold) {
  TestRun run{task_of(activity, limits), "1"};
  EXPECT_EQ(run.execution.next_due(), std::nullopt) << "Time counts from ActivityStarted.";
  run.elapse(1h);
  run.apply(Input::Kind::TaskStarted, 1, "worker").apply(succeeded(1, "2"));
  EXPECT_EQ(run.history(3), R"(
3 ActivityScheduled prev=2 1 {"resource":"arn:aws:states:eu-west-1:000000000000:activity:a","timeoutInSeconds":60,"heartbeatInSeconds":10}
4 ActivityStarted prev=3 {"workerName":"worker"}
5 ActivitySucceeded prev=4 2
6 TaskStateExited prev=5 T 2
7 ExecutionSucceeded prev=6 2
)");
}

/// Source: recorded on AWS.
TEST(TaskTest, OfAnActivityTimesOut) {
  TestRun run{task_of(activity, limits), "1"};
  run.apply(Input::Kind::TaskStarted, 1).finish();
  EXPECT_EQ(run.history(4), R"(
4 ActivityStarted prev=3
5 ActivityTimedOut prev=4 {"error":"States.Timeout"}
6 ExecutionFailed prev=5 {"error":"States.Timeout"}
)");
}

/// Source: recorded on AWS.
TEST(TaskTest, OfAFunctionIsTold) {
  const TestRun run{task_of(function), "1", gives("2")};
  EXPECT_EQ(run.history(3), R"(
3 LambdaFunctionScheduled prev=2 1 {"resource":"arn:aws:lambda:eu-west-1:000000000000:function:f"}
4 LambdaFunctionStarted prev=3
5 LambdaFunctionSucceeded prev=4 2
6 TaskStateExited prev=5 T 2
7 ExecutionSucceeded prev=6 2
)");
  const TestRun broken{task_of(function), "1", breaks("Exception")};
  EXPECT_EQ(broken.history(5), R"(
5 LambdaFunctionFailed prev=4 {"error":"Exception","cause":"why"}
6 ExecutionFailed prev=5 {"error":"Exception","cause":"why"}
)");
}

/// Source: recorded on AWS: a timeout has no cause.
TEST(TaskTest, TimesOutAndIsStopped) {
  TestRun run{task_of(sdk, R"(, "TimeoutSeconds": 60)")};
  run.elapse(59s);
  EXPECT_EQ(run.outcome(), "Running");
  run.elapse(1s);
  EXPECT_EQ(run.history(5), R"(
5 TaskTimedOut prev=4 {"resource":"describeInstances","resourceType":"aws-sdk:ec2","error":"States.Timeout"}
6 ExecutionFailed prev=5 {"error":"States.Timeout"}
)");
  EXPECT_THAT(run.stopped, ElementsAre(1));
  EXPECT_FALSE(run.execution.waits_for(1));
}

/// Goal: a heartbeat puts the limit off and writes nothing; the whole limit holds.
TEST(TaskTest, IsKeptByItsHeartbeats) {
  TestRun run{task_of(callback, limits)};
  for (int beat = 0; beat < 6; ++beat) {
    run.elapse(9s);
    EXPECT_EQ(run.outcome(), "Running");
    run.apply(Input::Kind::TaskHeartbeat, 1);
  }
  EXPECT_EQ(run.execution.history().size(), 4U);
  run.finish();
  EXPECT_EQ(run.execution.ended_at(), TestRun::begin + 60s);
}

/// Source: recorded on AWS: what is told of a heartbeat that stayed away is States.Timeout.
TEST(TaskTest, EndsWhenItsHeartbeatsStayAway) {
  TestRun run{task_of(callback, limits)};
  run.apply(Input::Kind::TaskSubmitted, 1, "{}").finish();
  EXPECT_EQ(run.history(6), R"(
6 TaskTimedOut prev=5 {"resource":"sendMessage.waitForTaskToken","resourceType":"sqs","error":"States.Timeout"}
7 ExecutionFailed prev=6 {"error":"States.Timeout"}
)");
  EXPECT_EQ(run.execution.ended_at(), TestRun::begin + 10s);
}

TEST(TaskTest, WhoseHeartbeatsStayAwayIsCaughtByEitherName) {
  for (const char* name : {"States.HeartbeatTimeout", "States.Timeout", "States.ALL"}) {
    TestRun run{R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": ")" +
                std::string{callback} + "\"" + std::string{limits} +
                R"(, "Catch": [{"ErrorEquals": [")" + name +
                R"("], "Next": "R"}]}, "R": {"Type": "Pass", "End": true}}})"};
    EXPECT_EQ(run.finish().outcome(), R"(Succeeded {"Error":"States.Timeout","Cause":""})") << name;
  }
}

/// Goal: the name that only Catch and Retry know reaches those of what is around the task.
TEST(TaskTest, WhoseHeartbeatsStayAwayIsCaughtAroundIt) {
  const std::string line = task_of(callback, limits);
  const std::string map = R"("Type": "Map", "ItemProcessor": )" + line;
  const std::string parallel = R"("Type": "Parallel", "Branches": [)" + line + "]";
  for (const std::string& around : {map, parallel}) {
    for (const char* name : {"States.HeartbeatTimeout", "States.Timeout", "States.ALL"}) {
      TestRun run{R"({"StartAt": "A", "States": {"A": {"End": true, )" + around +
                      R"(, "Catch": [{"ErrorEquals": [")" + name +
                      R"("], "Next": "R"}]}, "R": {"Type": "Pass", "End": true}}})",
                  "[1]"};
      EXPECT_EQ(run.finish().outcome(), R"(Succeeded {"Error":"States.Timeout","Cause":""})")
          << around << name;
    }
  }
  TestRun unhandled{R"({"StartAt": "A", "States": {"A": {"End": true, )" + map + "}}}", "[1]"};
  EXPECT_EQ(unhandled.finish().outcome(), "Failed States.Timeout: ");
}

TEST(TaskTest, HasATokenWhenItIsCalledBack) {
  TestRun run{task_of(callback, R"(, "Parameters": {"t.$": "$$.Task.Token"})")};
  const std::string token = run.request().token;
  EXPECT_GT(token.size(), 40U);
  EXPECT_EQ(run.execution.token_of(1), token);
  EXPECT_EQ(*run.request().parameters.text(), R"({"t":")" + token + R"("})");
  run.apply(succeeded(1));
  EXPECT_EQ(run.execution.token_of(1), "");
  EXPECT_EQ(TestRun{task_of(sdk)}.request().token, "");
}

TEST(TaskTest, HasAnotherTokenForEachAttempt) {
  TestRun run{task_of(callback, R"(, "Retry": [{"ErrorEquals": ["E"]}])")};
  run.apply(failed(1, "E")).elapse(1s);
  ASSERT_EQ(run.started.size(), 2U);
  EXPECT_NE(run.started[0].token, run.started[1].token);
  EXPECT_TRUE(run.execution.waits_for(2));
  EXPECT_FALSE(run.execution.waits_for(1));
}

TEST(TaskTest, ThatIsOverIsNotHeardAgain) {
  TestRun run{task_of(sdk, R"(, "Retry": [{"ErrorEquals": ["E"]}])")};
  run.apply(failed(1, "E"));
  const std::string before = run.history();
  run.apply(succeeded(1)).apply(failed(1, "F")).apply(Input::Kind::TaskSubmitted, 1, "{}");
  run.apply(succeeded(99));
  EXPECT_EQ(run.history(), before);
}

/// Goal: a history never goes back in time, in whatever order the outside is heard.
TEST(TaskTest, IsNotToldBeforeWhatHasBeenTold) {
  TestRun run{task_of(callback)};
  run.elapse(2s);
  run.apply(Input::Kind::TaskSubmitted, 1, "{}");
  run.now -= 1s;
  run.apply(succeeded(1));
  EXPECT_EQ(run.outcome(), "Succeeded {}");
  for (const HistoryEvent& event : run.execution.history()) {
    EXPECT_EQ(event.at, TestRun::begin + (event.id < 5 ? 0s : 2s)) << event.id;
  }
}

TEST(TaskTest, UnderWayIsStoppedWithTheExecution) {
  TestRun run{task_of(sdk)};
  run.stop();
  EXPECT_THAT(run.stopped, ElementsAre(1));
  EXPECT_THAT(run.execution.outstanding(), IsEmpty());
}

/// Goal: what was never asked for is not stopped.
/// Method: a branch fails in the turn in which the other's task is scheduled.
TEST(TaskTest, ThatWasOnlyScheduledIsNotStopped) {
  const TestRun run{
      R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances"}}},
    {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}]}}})"};
  EXPECT_EQ(run.outcome(), "Failed E: ");
  EXPECT_THAT(run.started, IsEmpty());
  EXPECT_THAT(run.stopped, IsEmpty());
}

/// Source: recorded on AWS.
TEST(TaskTest, WhoseResultIsTooLargeFails) {
  const std::string large = "\"" + std::string(262'144, 'x') + "\"";
  const auto cause = [](std::string_view who) {
    return "Failed States.DataLimitExceeded: The state/task '" + std::string{who} +
           "' returned a result with a size exceeding the maximum number of bytes service limit.";
  };
  EXPECT_EQ(outcome_of(task_of("arn:aws:states:::lambda:invoke"), "{}", gives(large)),
            cause("lambda"));
  EXPECT_EQ(outcome_of(task_of(function), "{}", gives(large)), cause(function));
}

TEST(TaskTest, WhoseParametersAreTooLargeFails) {
  EXPECT_THAT(outcome_of(task_of(sdk, R"(, "Parameters": {"a.$": "$", "b.$": "$"})"),
                         "\"" + std::string(150'000, 'x') + "\""),
              testing::StartsWith("Failed States.DataLimitExceeded: "));
}

}  // namespace
}  // namespace spotdrill::asl
