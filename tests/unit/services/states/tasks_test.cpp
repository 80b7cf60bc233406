// Tasks that somebody outside ends: by a token, or as a worker of an activity.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/cloud.hpp"

namespace spotdrill::states {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string words(const auto& result) {
  return result.has_value() ? "" : result.error().code + ": " + result.error().message;
}

/// A Task that puts its token into a parameter and waits.
std::string wait_for_token(Cloud& cloud, const std::string& more = "") {
  return cloud.run_task("aws-sdk:ssm:putParameter.waitForTaskToken",
                        R"({"Name":"token","Value.$":"$$.Task.Token","Type":"String",)"
                        R"("Overwrite":true})",
                        more);
}

std::string token_in(Cloud& cloud) {
  return *ssm::get_parameter(cloud.ssm(), {.name = "token"})->parameter->value;
}

auto heartbeat(Cloud& cloud, const std::string& token) {
  return send_task_heartbeat(cloud.states(), {.task_token = token});
}
auto succeed(Cloud& cloud, const std::string& token, const std::string& output = "{}") {
  return send_task_success(cloud.states(), {.task_token = token, .output = output});
}
auto fail_task(Cloud& cloud, const std::string& token) {
  return send_task_failure(cloud.states(), {.task_token = token, .error = "E", .cause = "C"});
}

TEST(WaitForTaskToken, IsEndedByWhoeverHasTheToken) {
  Cloud cloud;
  const std::string run = wait_for_token(cloud);
  cloud.world.run_for(std::chrono::days{30});
  EXPECT_EQ(cloud.status(run), "RUNNING");
  const std::string token = token_in(cloud);
  EXPECT_EQ(words(succeed(cloud, token, "{")).substr(0, 13), "InvalidOutput");
  cloud.restart();
  EXPECT_EQ(words(succeed(cloud, token, R"({"done":true})")), "");
  EXPECT_EQ(cloud.output(run), R"({"done":true})");
  EXPECT_EQ(cloud.events(run), R"(
1<0 ExecutionStarted
2<0 TaskStateEntered
3<2 TaskScheduled
4<3 TaskStarted
5<4 TaskSubmitted
6<5 TaskSucceeded
7<6 TaskStateExited
8<7 ExecutionSucceeded
)");
  EXPECT_EQ(words(succeed(cloud, token)),
            "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'");
  EXPECT_EQ(words(succeed(cloud, "nonsense")), "InvalidToken: Invalid Token: 'Invalid token'");
  EXPECT_EQ(cloud.version("token"), 1);
}

TEST(WaitForTaskToken, FailsAsItIsTold) {
  Cloud cloud;
  const std::string run = wait_for_token(cloud);
  EXPECT_EQ(words(fail_task(cloud, token_in(cloud))), "");
  EXPECT_EQ(cloud.failure(run), "E: C");
}

TEST(WaitForTaskToken, HeartbeatsKeepItAlive) {
  Cloud cloud;
  const std::string run = wait_for_token(cloud, R"(,"HeartbeatSeconds":10)");
  const std::string token = token_in(cloud);
  for (int i = 0; i < 100; ++i) {
    cloud.world.run_for(9s);
    ASSERT_EQ(words(heartbeat(cloud, token)), "");
    if (i == 50) cloud.restart();
  }
  EXPECT_EQ(cloud.status(run), "RUNNING");
  // What is kept of them does not grow with their number.
  EXPECT_LT(cloud.states().executions().find(run).value()->inputs, 10);
  cloud.restart();
  cloud.world.run_for(9s);
  EXPECT_EQ(cloud.status(run), "RUNNING");
  cloud.world.run_for(1s);
  EXPECT_EQ(cloud.status(run), "FAILED");
  EXPECT_EQ(cloud.failure(run), "States.Timeout: ");
  EXPECT_EQ(words(heartbeat(cloud, token)).substr(0, 12), "TaskTimedOut");
}

struct Worker {
  std::optional<Result<api::states::GetActivityTaskOutput>> reply;

  void poll(Cloud& cloud, const std::string& name = "w") {
    reply.reset();
    get_activity_task(cloud.states(),
                      {.activity_arn = Cloud::prefix + "activity:work", .worker_name = name}, {},
                      [this](auto result) { reply = std::move(result); });
  }
  [[nodiscard]] std::string token() const {
    return reply && reply->has_value() ? (*reply)->task_token.value_or("") : "";
  }
};

std::string start_activity_task(Cloud& cloud, const std::string& more = "") {
  return cloud.run(
      cloud.create("M", R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":")" +
                            Cloud::prefix + R"(activity:work")" + more + R"(,"End":true}}})"),
      R"({"a":1})");
}

TEST(Activities, ATaskWaitsForAWorker) {
  Cloud cloud;
  ASSERT_TRUE(create_activity(cloud.states(), {.name = "work"}));
  const std::string run = start_activity_task(cloud);
  cloud.world.run_for(5s);
  cloud.restart();
  cloud.world.settle();
  Worker worker;
  worker.poll(cloud);
  ASSERT_NE(worker.token(), "");
  EXPECT_EQ((*worker.reply)->input, R"({"a":1})");
  cloud.restart();
  cloud.world.settle();
  Worker other;
  other.poll(cloud);
  EXPECT_FALSE(other.reply);
  EXPECT_EQ(words(succeed(cloud, worker.token(), "2")), "");
  EXPECT_EQ(cloud.output(run), "2");
  EXPECT_EQ(cloud.events(run), R"(
1<0 ExecutionStarted
2<0 TaskStateEntered
3<2 ActivityScheduled
4<3 ActivityStarted
5<4 ActivitySucceeded
6<5 TaskStateExited
7<6 ExecutionSucceeded
)");
}

TEST(Activities, AWorkerWaitsForATask) {
  Cloud cloud;
  ASSERT_TRUE(create_activity(cloud.states(), {.name = "work"}));
  Worker first;
  first.poll(cloud);
  cloud.world.run_for(59s);
  EXPECT_FALSE(first.reply);
  Worker second;
  second.poll(cloud);
  cloud.world.run_for(1s);
  ASSERT_TRUE(first.reply && first.reply->has_value());
  EXPECT_FALSE((*first.reply)->task_token || (*first.reply)->input);
  const std::string run = start_activity_task(cloud);
  ASSERT_NE(second.token(), "");
  EXPECT_EQ(words(fail_task(cloud, second.token())), "");
  EXPECT_EQ(cloud.failure(run), "E: C");
}

TEST(Activities, TimeFromTheWorkerOn) {
  Cloud cloud;
  ASSERT_TRUE(create_activity(cloud.states(), {.name = "work"}));
  const std::string run = start_activity_task(cloud, R"(,"TimeoutSeconds":10)");
  cloud.world.run_for(1h);
  EXPECT_EQ(cloud.status(run), "RUNNING");
  Worker worker;
  worker.poll(cloud);
  cloud.world.run_for(10s);
  EXPECT_EQ(cloud.failure(run), "States.Timeout: ");
  EXPECT_EQ(words(succeed(cloud, worker.token())).substr(0, 12), "TaskTimedOut");
}

TEST(Activities, OneThatIsStoppedIsGivenToNobody) {
  Cloud cloud;
  ASSERT_TRUE(create_activity(cloud.states(), {.name = "work"}));
  const std::string run = start_activity_task(cloud);
  ASSERT_TRUE(stop_execution(cloud.states(), {.execution_arn = run}));
  Worker worker;
  worker.poll(cloud);
  EXPECT_FALSE(worker.reply);
}

/// Source: recorded on AWS.
TEST(Activities, OneThatIsNotThereFailsTheExecution) {
  Cloud cloud;
  const std::string run = start_activity_task(cloud);
  EXPECT_EQ(cloud.failure(run),
            "States.Runtime: An error occurred while executing the state 'A' (entered at the event "
            "id #2). The activity " +
                Cloud::prefix + "activity:work does not exist.");
  const std::string told = cloud.events(run);
  EXPECT_EQ(told, R"(
1<0 ExecutionStarted
2<0 TaskStateEntered
3<2 ExecutionFailed
)");
  // What is made of its inputs again is the same, though the activity is there by now.
  ASSERT_TRUE(create_activity(cloud.states(), {.name = "work"}));
  ASSERT_TRUE(redrive_execution(cloud.states(), {.execution_arn = run}));
  EXPECT_TRUE(cloud.events(run).starts_with(told + "4<")) << cloud.events(run);
  ASSERT_TRUE(stop_execution(cloud.states(), {.execution_arn = run}));
  ASSERT_TRUE(delete_activity(cloud.states(), {.activity_arn = Cloud::prefix + "activity:work"}));
  Worker worker;
  worker.poll(cloud);
  EXPECT_EQ(words(*worker.reply).substr(0, 20), "ActivityDoesNotExist");
}

}  // namespace
}  // namespace spotdrill::states
