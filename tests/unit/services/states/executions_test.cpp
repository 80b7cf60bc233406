#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/cloud.hpp"
#include "services/states/fixture.hpp"

namespace spotdrill::states {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string pass_on = R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})";
const std::string wait_minute =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})";
const std::string fail_once =
    R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"C"}}})";

std::string refusal(const auto& result) {
  return result.has_value() ? "" : result.error().code + ": " + result.error().message;
}

std::string start_with(Cloud& cloud, const std::string& machine, const std::string& input) {
  return refusal(start_execution(cloud.states(), {.state_machine_arn = machine, .input = input}));
}

TEST(StartExecution, RunsToItsEnd) {
  Cloud cloud;
  const std::string run = cloud.run(cloud.create("M", pass_on), R"({ "a": 1 })");
  EXPECT_EQ(run, Cloud::prefix + "execution:M:run");
  const auto told = cloud.describe(run);
  EXPECT_EQ(told.status, "SUCCEEDED");
  EXPECT_EQ(told.input, R"({ "a": 1 })");
  EXPECT_EQ(told.output, R"({ "a": 1 })");
  EXPECT_TRUE(told.output_details->included);
  EXPECT_EQ(told.state_machine_arn, Cloud::prefix + "stateMachine:M");
  EXPECT_EQ(told.start_date, test::World::start);
  EXPECT_EQ(told.stop_date, test::World::start);
  EXPECT_EQ(told.redrive_status, "NOT_REDRIVABLE");
  EXPECT_EQ(told.redrive_status_reason, "Execution is SUCCEEDED and cannot be redriven");
  EXPECT_FALSE(told.error || told.cause || told.state_machine_version_arn);
  EXPECT_EQ(cloud.events(run), R"(
1<0 ExecutionStarted
2<0 PassStateEntered
3<2 PassStateExited
4<3 ExecutionSucceeded
)");
  cloud.restart();
  EXPECT_EQ(cloud.status(run), "SUCCEEDED");
  EXPECT_EQ(cloud.history(run).size(), 4U);
}

TEST(StartExecution, IsIdempotentWhileItRuns) {
  Cloud cloud;
  const std::string machine = cloud.create("M", wait_minute);
  const std::string run = cloud.run(machine, R"({"a":1})");
  cloud.world.run_for(5s);
  const auto again = start_execution(
      cloud.states(), {.state_machine_arn = machine, .name = "run", .input = R"({"a":1})"});
  EXPECT_EQ(again->execution_arn, run);
  EXPECT_EQ(again->start_date, test::World::start);
  EXPECT_EQ(cloud.start(machine, "{}"), "ExecutionAlreadyExists");
  cloud.world.run_for(60s);
  EXPECT_EQ(
      refusal(start_execution(
          cloud.states(), {.state_machine_arn = machine, .name = "run", .input = R"({"a":1})"})),
      "ExecutionAlreadyExists: Execution Already Exists: '" + run + "'");
}

TEST(StartExecution, RefusalsAreAwss) {
  Cloud cloud;
  const std::string machine = cloud.create("M", pass_on);
  const std::string invalid = "InvalidExecutionInput: Invalid State Machine Execution Input: ";
  EXPECT_EQ(start_with(cloud, machine, "not json"),
            invalid +
                "'Unrecognized token 'not': was expecting (JSON String, Number, Array, "
                "Object or token 'null', 'true' or 'false')'");
  EXPECT_EQ(start_with(cloud, machine, "{'a': 1}"),
            invalid +
                "'Unexpected character (''' (code 39)): was expecting double-quote to start "
                "field name'");
  EXPECT_EQ(start_with(cloud, machine, ""), invalid + "'Invalid execution input.'");
  for (const char* fine : {"1", "\"a\"", "null", "[]", "true"}) {
    EXPECT_EQ(start_with(cloud, machine, fine), "");
  }
  EXPECT_THAT(start_with(cloud, machine, "\"" + std::string(262'144, 'a') + "\""),
              HasSubstr("ValidationException"));
  EXPECT_EQ(cloud.start(machine, "{}", "a b"), "InvalidName");
  EXPECT_EQ(cloud.start(Cloud::prefix + "stateMachine:N"), "StateMachineDoesNotExist");
  EXPECT_EQ(cloud.start("M"), "InvalidArn");
  EXPECT_EQ(
      refusal(describe_execution(cloud.states(),
                                 {.execution_arn = Cloud::prefix + "execution:M:none"})),
      "ExecutionDoesNotExist: Execution Does Not Exist: '" + Cloud::prefix + "execution:M:none'");
  EXPECT_EQ(refusal(get_execution_history(cloud.states(),
                                          {.execution_arn = Cloud::prefix + "express:M:run:1"})),
            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'");
}

TEST(StartExecution, OneThatStartsItselfKeepsNobodyElseWaiting) {
  Cloud cloud;
  const std::string machine = Cloud::prefix + "stateMachine:M";
  cloud.create("M", Cloud::one_task("states:startExecution",
                                    R"({"StateMachineArn":")" + machine + R"(","Input":{}})"));
  cloud.start(machine);
  for (int event = 0; event < 20'000; ++event) ASSERT_TRUE(cloud.world.time.run_one(1s));
  EXPECT_LE(cloud.states().executions().all().size(), executions_kept_max + 1);
}

// Goal: a loop of Tasks, each answered at once, lets others have their turn. Method: one event of
// it does not take it to the end of its history.
TEST(StartExecution, OneThatLoopsLetsOthersHaveTheirTurn) {
  Cloud cloud;
  ASSERT_TRUE(ssm::put_parameter(cloud.ssm(), {.name = "p", .value = "v", .type = "String"}, {}));
  const std::string machine = cloud.create(
      "Loop",
      R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":)"
      R"("arn:aws:states:::aws-sdk:ssm:getParameter","Parameters":{"Name":"p"},)"
      R"("ResultPath":null,"Next":"C"},"C":{"Type":"Choice","Choices":[{"Variable":"$.end",)"
      R"("IsPresent":true,"Next":"S"}],"Default":"T"},"S":{"Type":"Succeed"}}})");
  const std::string run = cloud.start(machine);
  ASSERT_TRUE(cloud.world.time.run_one(1s));
  EXPECT_EQ(cloud.status(run), "RUNNING");
  cloud.world.settle();
  EXPECT_THAT(cloud.failure(run), HasSubstr("maximum number of history events (25000)"));
}

TEST(ListExecutions, TheNewestComesFirstPageByPage) {
  Cloud cloud;
  const std::string machine = cloud.create("M", wait_minute);
  for (const char* name : {"a", "b", "c"}) cloud.run(machine, "{}", name);
  ASSERT_TRUE(stop_execution(cloud.states(), {.execution_arn = Cloud::prefix + "execution:M:b"}));
  const auto list = [&](const std::optional<std::string>& status) {
    std::vector<std::string> names;
    std::optional<std::string> token;
    do {
      auto page = list_executions(cloud.states(), {.state_machine_arn = machine,
                                                   .status_filter = status,
                                                   .max_results = 2,
                                                   .next_token = token});
      EXPECT_TRUE(page.has_value());
      for (const auto& item : page->executions) names.push_back(item.name + " " + item.status);
      token = page->next_token;
    } while (token);
    return names;
  };
  EXPECT_THAT(list({}), ElementsAre("c RUNNING", "b ABORTED", "a RUNNING"));
  EXPECT_THAT(list("RUNNING"), ElementsAre("c RUNNING", "a RUNNING"));
  EXPECT_THAT(list("FAILED"), IsEmpty());
  EXPECT_EQ(refusal(list_executions(cloud.states(),
                                    {.state_machine_arn = cloud.create("X", pass_on, "EXPRESS")})),
            "StateMachineTypeNotSupported: This operation is not supported by this type of state "
            "machine");
}

TEST(StopExecution, EndsItWithWhatIsGiven) {
  Cloud cloud;
  const std::string machine = cloud.create("M", wait_minute);
  const std::string run = cloud.run(machine);
  cloud.world.run_for(5s);
  const auto stopped =
      stop_execution(cloud.states(), {.execution_arn = run, .error = "E", .cause = "C"});
  EXPECT_EQ(stopped->stop_date, test::World::start + 5s);
  EXPECT_EQ(cloud.status(run), "ABORTED");
  EXPECT_EQ(cloud.failure(run), "E: C");
  EXPECT_EQ(cloud.events(run), R"(
1<0 ExecutionStarted
2<0 WaitStateEntered
3<0 ExecutionAborted
)");
  cloud.world.run_for(60s);
  EXPECT_EQ(stop_execution(cloud.states(), {.execution_arn = run})->stop_date,
            test::World::start + 5s);
  const std::string bare = cloud.start(machine, "{}", "bare");
  ASSERT_TRUE(stop_execution(cloud.states(), {.execution_arn = bare}));
  EXPECT_EQ(cloud.history(bare).front().type, "ExecutionStarted");
  EXPECT_FALSE(cloud.describe(bare).error || cloud.describe(bare).cause);
}

TEST(RedriveExecution, GoesOnFromTheStateThatFailed) {
  Cloud cloud;
  const std::string machine = cloud.create(
      "M", R"({"StartAt":"P","States":{"P":{"Type":"Pass","Next":"T"},"T":{"Type":"Task",)"
           R"("Resource":"arn:aws:states:::aws-sdk:ssm:getParameter","Parameters":{"Name":"p"},)"
           R"("ResultSelector":{"v.$":"$.Parameter.Value"},"End":true}}})");
  const std::string run = cloud.run(machine);
  EXPECT_EQ(cloud.status(run), "FAILED");
  EXPECT_EQ(cloud.describe(run).redrive_status, "REDRIVABLE");
  EXPECT_FALSE(cloud.describe(run).redrive_status_reason);
  ASSERT_TRUE(ssm::put_parameter(cloud.ssm(), {.name = "p", .value = "v", .type = "String"}, {}));
  cloud.world.run_for(5s);
  cloud.restart();
  const auto redriven = redrive_execution(cloud.states(), {.execution_arn = run});
  ASSERT_TRUE(redriven.has_value()) << redriven.error().message;
  EXPECT_EQ(redriven->redrive_date, test::World::start + 5s);
  cloud.world.settle();
  const auto told = cloud.describe(run);
  EXPECT_EQ(told.status, "SUCCEEDED");
  EXPECT_EQ(told.output, R"({"v":"v"})");
  EXPECT_EQ(told.redrive_count, 1);
  EXPECT_EQ(told.redrive_date, test::World::start + 5s);
  EXPECT_EQ(cloud.events(run), R"(
1<0 ExecutionStarted
2<0 PassStateEntered
3<2 PassStateExited
4<3 TaskStateEntered
5<4 TaskScheduled
6<5 TaskStarted
7<6 TaskFailed
8<7 ExecutionFailed
9<8 ExecutionRedriven
10<9 TaskScheduled
11<10 TaskStarted
12<11 TaskSucceeded
13<12 TaskStateExited
14<13 ExecutionSucceeded
)");
  EXPECT_THAT(refusal(redrive_execution(cloud.states(), {.execution_arn = run})),
              HasSubstr("Execution is SUCCEEDED and cannot be redriven"));
}

// Goal: an SDK that asks again, because it did not hear the reply, hears it.
TEST(RedriveExecution, AskedForAgainByItsTokenIsTheSame) {
  Cloud cloud;
  const std::string run = cloud.run(cloud.create("M", fail_once));
  const auto redrive = [&](const char* token) {
    const auto done =
        redrive_execution(cloud.states(), {.execution_arn = run, .client_token = token});
    return done.has_value() ? done->redrive_date - test::World::start : Duration{-1};
  };
  EXPECT_EQ(redrive("a"), 0s);
  cloud.world.run_for(60s);
  cloud.restart();
  EXPECT_EQ(redrive("a"), 0s);
  EXPECT_EQ(cloud.describe(run).redrive_count, 1);
  cloud.world.run_for(std::chrono::minutes{15});
  EXPECT_EQ(redrive("a"), 960s);
  EXPECT_EQ(cloud.describe(run).redrive_count, 2);
}

TEST(RedriveExecution, IsForTwoWeeks) {
  Cloud cloud;
  const std::string run = cloud.run(cloud.create("M", fail_once));
  EXPECT_EQ(cloud.failure(run), "E: C");
  cloud.world.run_for(std::chrono::days{15});
  EXPECT_EQ(cloud.describe(run).redrive_status, "NOT_REDRIVABLE");
  EXPECT_THAT(refusal(redrive_execution(cloud.states(), {.execution_arn = run})),
              HasSubstr("ExecutionNotRedrivable"));
}

TEST(GetExecutionHistory, IsPagedForwardsAndBackwards) {
  Cloud cloud;
  const std::string run = cloud.run(cloud.create("M", wait_minute));
  const auto ids = [&](bool reverse) {
    std::vector<std::int64_t> found;
    std::optional<std::string> token;
    do {
      const auto page = get_execution_history(
          cloud.states(),
          {.execution_arn = run, .max_results = 3, .reverse_order = reverse, .next_token = token});
      EXPECT_TRUE(page.has_value());
      for (const auto& event : page->events) found.push_back(event.id);
      token = page->next_token;
    } while (token);
    return found;
  };
  EXPECT_THAT(ids(false), ElementsAre(1, 2));
  cloud.world.run_for(60s);
  EXPECT_THAT(ids(false), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(ids(true), ElementsAre(4, 3, 2, 1));
  const auto bare = get_execution_history(cloud.states(),
                                          {.execution_arn = run, .include_execution_data = false});
  EXPECT_FALSE(bare->events[0].execution_started_event_details->input);
  EXPECT_EQ(code(get_execution_history(cloud.states(), {.execution_arn = run, .next_token = "x"})),
            "InvalidToken");
}

TEST(DescribeStateMachineForExecution, IsAsItWasThen) {
  Cloud cloud;
  const std::string machine = cloud.create("M", pass_on);
  const std::string run = cloud.run(machine);
  ASSERT_TRUE(update_state_machine(cloud.states(),
                                   {.state_machine_arn = machine, .definition = wait_minute}));
  const auto told = describe_state_machine_for_execution(cloud.states(), {.execution_arn = run});
  EXPECT_EQ(told->definition, pass_on);
  EXPECT_EQ(told->state_machine_arn, machine);
  EXPECT_FALSE(told->revision_id);
}

TEST(Executions, KnowTheirVersionAndAlias) {
  Cloud cloud;
  const std::string machine = cloud.create("M", pass_on);
  ASSERT_TRUE(publish_state_machine_version(cloud.states(), {.state_machine_arn = machine}));
  ASSERT_TRUE(update_state_machine(
      cloud.states(), {.state_machine_arn = machine, .definition = fail_once, .publish = true}));
  ASSERT_TRUE(create_state_machine_alias(
      cloud.states(),
      {.name = "PROD",
       .routing_configuration = {{.state_machine_version_arn = machine + ":1", .weight = 100}}}));
  const std::string by_alias = cloud.run(machine + ":PROD", "{}", "alias");
  const std::string by_version = cloud.run(machine + ":2", "{}", "version");
  cloud.run(machine, "{}", "plain");
  EXPECT_EQ(cloud.status(by_alias), "SUCCEEDED");
  EXPECT_EQ(cloud.status(by_version), "FAILED");
  EXPECT_EQ(cloud.describe(by_alias).state_machine_alias_arn, machine + ":PROD");
  EXPECT_EQ(cloud.describe(by_alias).state_machine_version_arn, machine + ":1");
  EXPECT_EQ(cloud.describe(by_version).state_machine_version_arn, machine + ":2");
  EXPECT_FALSE(cloud.describe(by_version).state_machine_alias_arn);
  const auto count = [&](const std::string& arn) {
    return list_executions(cloud.states(), {.state_machine_arn = arn})->executions.size();
  };
  EXPECT_EQ(count(machine), 3U);
  EXPECT_EQ(count(machine + ":1"), 1U);
  EXPECT_EQ(count(machine + ":PROD"), 1U);
  EXPECT_EQ(count(machine + ":2"), 1U);
}

TEST(StartSyncExecution, AnswersWhenItIsOver) {
  Cloud cloud;
  const std::string machine = cloud.create("X", wait_minute, "EXPRESS");
  std::optional<Result<api::states::StartSyncExecutionOutput>> reply;
  const auto begin = [&](const std::string& arn) {
    reply.reset();
    start_sync_execution(cloud.states(), {.state_machine_arn = arn, .name = "n"}, {},
                         [&](auto result) { reply = std::move(result); });
  };
  begin(machine);
  cloud.world.run_for(59s);
  EXPECT_FALSE(reply);
  cloud.world.run_for(1s);
  ASSERT_TRUE(reply && reply->has_value());
  EXPECT_EQ((*reply)->status, "SUCCEEDED");
  EXPECT_EQ((*reply)->output, "{}");
  EXPECT_THAT((*reply)->execution_arn, testing::StartsWith(Cloud::prefix + "express:X:n:"));
  EXPECT_EQ((*reply)->billing_details->billed_duration_in_milliseconds, 60'000);
  begin(cloud.create("F", fail_once, "EXPRESS"));
  cloud.world.settle();
  EXPECT_EQ((*reply)->status, "FAILED");
  EXPECT_EQ((*reply)->error, "E");
  EXPECT_EQ((*reply)->billing_details->billed_duration_in_milliseconds, 100);
  begin(cloud.create("M", pass_on));
  EXPECT_EQ(refusal(*reply).substr(0, 28), "StateMachineTypeNotSupported");
}

TEST(ExpressExecutions, EndAfterFiveMinutesAndLeaveNothing) {
  Cloud cloud;
  const std::string machine = cloud.create(
      "X", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":600,"End":true}}})", "EXPRESS");
  cloud.run(machine);
  cloud.world.run_for(60s);
  cloud.restart();
  cloud.world.run_for(299s);
  EXPECT_EQ(cloud.states().executions().all().size(), 1U);
  cloud.world.run_for(1s);
  EXPECT_EQ(cloud.states().executions().all().size(), 0U);
}

TEST(Executions, OfADeletedMachineGoOn) {
  Cloud cloud;
  const std::string machine = cloud.create("M", wait_minute);
  const std::string run = cloud.run(machine);
  ASSERT_TRUE(delete_state_machine(cloud.states(), {.state_machine_arn = machine}));
  cloud.world.run_for(30s);
  EXPECT_EQ(cloud.start(machine, "{}", "other"), "StateMachineDeleting");
  cloud.world.run_for(30s);
  EXPECT_EQ(cloud.status(run), "SUCCEEDED");
  EXPECT_EQ(cloud.start(machine, "{}", "other"), "StateMachineDoesNotExist");
}

TEST(Executions, TheOldestMakeRoom) {
  Cloud cloud;
  const std::string machine = cloud.create("M", pass_on);
  for (std::size_t i = 0; i < executions_kept_max + 10; ++i) {
    cloud.run(machine, "{}", "r" + std::to_string(i));
  }
  EXPECT_EQ(cloud.states().executions().all().size(), std::size_t{executions_kept_max});
  EXPECT_EQ(
      code(describe_execution(cloud.states(), {.execution_arn = Cloud::prefix + "execution:M:r0"})),
      "ExecutionDoesNotExist");
}

// Goal: payloads are bounded by what they take, not by their count alone. A restart knows them too.
// Method: executions with 256 KB each, three times as many as there is room for.
TEST(Executions, TheOldestMakeRoomForLargePayloads) {
  Cloud cloud;
  const std::string machine = cloud.create("M", pass_on);
  const std::string input = "\"" + std::string(250'000, 'x') + "\"";
  const std::size_t room = executions_kept_bytes_max / (2 * input.size());
  for (std::size_t i = 0; i < 2 * room; ++i) {
    if (i == room) cloud.restart();
    cloud.run(machine, input, "r" + std::to_string(i));
  }
  EXPECT_LE(cloud.states().executions().all().size(), room + 1);
  EXPECT_GE(cloud.states().executions().all().size(), room - 1);
}

}  // namespace
}  // namespace spotdrill::states
