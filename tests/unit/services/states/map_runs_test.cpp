#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/cloud.hpp"

namespace spotdrill::states {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A distributed Map over "$.items"; an item that is "bad" fails, any other is done in a minute.
std::string map_machine(const std::string& more = "", const std::string& config = "STANDARD") {
  return R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","Label":"L",)"
         R"("ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":")" +
         config +
         R"("},"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$",)"
         R"("StringEquals":"bad","Next":"F"}],"Default":"W"},"F":{"Type":"Fail","Error":"Bad"},)"
         R"("W":{"Type":"Wait","Seconds":60,"End":true}}})" +
         more + R"(,"End":true}}})";
}

std::string map_run_of(Cloud& cloud, const std::string& execution) {
  const auto listed = list_map_runs(cloud.states(), {.execution_arn = execution});
  EXPECT_TRUE(listed.has_value());
  return listed.has_value() && !listed->map_runs.empty() ? listed->map_runs[0].map_run_arn : "";
}

auto describe_run(Cloud& cloud, const std::string& arn) {
  return describe_map_run(cloud.states(), {.map_run_arn = arn}).value();
}

// Goal: a Map whose items or results are elsewhere does not run over something else instead.
TEST(MapRuns, WhatSpotdrillLacksFailsByName) {
  Cloud cloud;
  int count = 0;
  const auto failure = [&](const std::string& more) {
    const std::string machine = cloud.create("M" + std::to_string(++count), map_machine(more));
    return cloud.failure(cloud.run(machine, R"({"items":["bad"]})"));
  };
  EXPECT_EQ(failure(R"(,"ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
                    "Parameters":{"Bucket":"b","Key":"k"}})"),
            "States.Runtime: spotdrill's Map states do not use S3: "
            "arn:aws:states:::s3:getObject");
  EXPECT_EQ(failure(R"(,"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject",
                    "Parameters":{"Bucket":"b"}})"),
            "States.Runtime: spotdrill's Map states do not use S3: "
            "arn:aws:states:::s3:putObject");
  EXPECT_EQ(
      failure(R"(,"ResultWriter":{"WriterConfig":{"Transformation":"FLATTEN"}})"),
      R"(States.Runtime: spotdrill does not have the WriterConfig {"Transformation":"FLATTEN"})");
  EXPECT_THAT(failure(R"(,"ResultWriter":{"WriterConfig":{"Transformation":"COMPACT"}})"),
              StartsWith("States.ExceedToleratedFailureThreshold: "));
}

TEST(MapRuns, EachItemIsAChildExecution) {
  Cloud cloud;
  const std::string machine = cloud.create("M", map_machine());
  const std::string run = cloud.run(machine, R"({"items":["a","b","c"]})");
  const std::string arn = map_run_of(cloud, run);
  EXPECT_THAT(arn, StartsWith(Cloud::prefix + "mapRun:M/L:"));
  auto told = describe_run(cloud, arn);
  EXPECT_EQ(told.status, "RUNNING");
  EXPECT_EQ(told.execution_arn, run);
  EXPECT_EQ(told.item_counts.running, 3);
  EXPECT_EQ(told.execution_counts.total, 3);
  const auto children = list_executions(cloud.states(), {.map_run_arn = arn})->executions;
  ASSERT_EQ(children.size(), 3U);
  EXPECT_THAT(children[0].execution_arn, StartsWith(Cloud::prefix + "execution:M/L:"));
  EXPECT_EQ(children[0].item_count, 1);
  EXPECT_EQ(children[0].state_machine_arn, machine + "/L");
  const auto child = cloud.describe(children[2].execution_arn);
  EXPECT_EQ(child.input, "\"a\"");
  EXPECT_EQ(child.map_run_arn, arn);
  const auto then =
      describe_state_machine_for_execution(cloud.states(), {.execution_arn = child.execution_arn});
  EXPECT_EQ(then->label, "L");
  // The children of a map run are not executions of the state machine.
  EXPECT_EQ(list_executions(cloud.states(), {.state_machine_arn = machine})->executions.size(), 1U);

  cloud.world.run_for(30s);
  cloud.restart();
  cloud.world.run_for(30s);
  EXPECT_EQ(cloud.output(run), R"(["a","b","c"])");
  told = describe_run(cloud, arn);
  EXPECT_EQ(told.status, "SUCCEEDED");
  EXPECT_EQ(told.execution_counts.succeeded, 3);
  EXPECT_EQ(told.item_counts.running, 0);
  EXPECT_EQ(told.stop_date, test::World::start + 60s);
  EXPECT_EQ(cloud.events(run), R"(
1<0 ExecutionStarted
2<0 MapStateEntered
3<2 MapStateStarted
4<3 MapRunStarted
5<4 MapRunSucceeded
6<5 MapStateSucceeded
7<4 MapStateExited
8<7 ExecutionSucceeded
)");
}

TEST(MapRuns, FailWhenMoreFailsThanIsTolerated) {
  Cloud cloud;
  const std::string items = R"({"items":["a","bad","b","bad"]})";
  const std::string strict = cloud.run(cloud.create("Strict", map_machine()), items);
  EXPECT_THAT(cloud.failure(strict), StartsWith("States.ExceedToleratedFailureThreshold: "));
  const auto told = describe_run(cloud, map_run_of(cloud, strict));
  EXPECT_EQ(told.status, "FAILED");
  EXPECT_GE(told.execution_counts.failed, 1);
  EXPECT_EQ(told.execution_counts.running, 0);

  const std::string count =
      cloud.run(cloud.create("Count", map_machine(R"(,"ToleratedFailureCount":2)")), items);
  const std::string percentage = cloud.run(
      cloud.create("Percentage", map_machine(R"(,"ToleratedFailurePercentage":50)")), items);
  const std::string less =
      cloud.run(cloud.create("Less", map_machine(R"(,"ToleratedFailurePercentage":49)")), items);
  cloud.world.run_for(60s);
  EXPECT_EQ(cloud.output(count), R"(["a","b"])");
  EXPECT_EQ(cloud.output(percentage), R"(["a","b"])");
  EXPECT_EQ(cloud.status(less), "FAILED");
}

TEST(MapRuns, StopWithTheirExecution) {
  Cloud cloud;
  const std::string run =
      cloud.run(cloud.create("M", map_machine(R"(,"MaxConcurrency":2)")), R"({"items":[1,2,3,4]})");
  const std::string arn = map_run_of(cloud, run);
  ASSERT_TRUE(stop_execution(cloud.states(), {.execution_arn = run}));
  const auto told = describe_run(cloud, arn);
  EXPECT_EQ(told.status, "ABORTED");
  EXPECT_EQ(told.execution_counts.aborted, 2);
  EXPECT_EQ(told.execution_counts.pending, 2);
  const auto children = list_executions(cloud.states(), {.map_run_arn = arn});
  for (const auto& child : children->executions) {
    EXPECT_EQ(child.status, "ABORTED");
  }
}

TEST(UpdateMapRun, ChangesWhatIsUnderWay) {
  Cloud cloud;
  const std::string run =
      cloud.run(cloud.create("M", map_machine(R"(,"MaxConcurrency":1)")), R"({"items":[1,2,3,4]})");
  const std::string arn = map_run_of(cloud, run);
  EXPECT_EQ(describe_run(cloud, arn).execution_counts.running, 1);
  ASSERT_TRUE(update_map_run(cloud.states(), {.map_run_arn = arn,
                                              .max_concurrency = 3,
                                              .tolerated_failure_percentage = 25.0F,
                                              .tolerated_failure_count = 1}));
  cloud.world.settle();
  auto told = describe_run(cloud, arn);
  EXPECT_EQ(told.execution_counts.running, 3);
  EXPECT_EQ(told.execution_counts.pending, 1);
  EXPECT_EQ(told.max_concurrency, 3);
  EXPECT_EQ(told.tolerated_failure_count, 1);
  cloud.world.run_for(120s);
  EXPECT_EQ(cloud.output(run), "[1,2,3,4]");
  const auto over = update_map_run(cloud.states(), {.map_run_arn = arn, .max_concurrency = 1});
  EXPECT_EQ(over.error().code, "ValidationException");
  EXPECT_EQ(over.error().extra.at("reason"), "CANNOT_UPDATE_COMPLETED_MAP_RUN");
  const auto unknown =
      update_map_run(cloud.states(), {.map_run_arn = Cloud::prefix + "mapRun:M/L:x"});
  EXPECT_EQ(unknown.error().code, "ResourceNotFound");
}

TEST(MapRuns, TakeItemsInBatches) {
  Cloud cloud;
  const std::string run = cloud.run(
      cloud.create("M", R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemBatcher":)"
                        R"({"MaxItemsPerBatch":2,"BatchInput":{"k":"v"}},"ItemProcessor":)"
                        R"({"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},)"
                        R"("StartAt":"P","States":{"P":{"Type":"Pass","End":true}}},)"
                        R"("End":true}}})"),
      "[1,2,3]");
  EXPECT_EQ(cloud.output(run),
            R"([{"BatchInput":{"k":"v"},"Items":[1,2]},{"BatchInput":{"k":"v"},"Items":[3]}])");
  const auto told = describe_run(cloud, map_run_of(cloud, run));
  EXPECT_EQ(told.execution_counts.total, 2);
  EXPECT_EQ(told.item_counts.succeeded, 3);
}

// Goal: so many children need no stack and no second for each.
TEST(MapRuns, AreAsLargeAsAwssMayBe) {
  Cloud cloud;
  std::string items = "[0";
  for (int i = 1; i < 10'000; ++i) items += "," + std::to_string(i);
  items += "]";
  const std::string run = cloud.run(
      cloud.create("M", R"({"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":)"
                        R"({"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},)"
                        R"("StartAt":"P","States":{"P":{"Type":"Pass","End":true}}},)"
                        R"("End":true}}})"),
      items);
  EXPECT_EQ(cloud.output(run), items);
  const std::string arn = map_run_of(cloud, run);
  EXPECT_EQ(describe_run(cloud, arn).execution_counts.succeeded, 10'000);
  // They stay, and go with their parent when others need the room.
  for (const char* name : {"b", "c"}) cloud.run(Cloud::prefix + "stateMachine:M", items, name);
  EXPECT_EQ(describe_run(cloud, arn).execution_counts.succeeded, 10'000);
  cloud.run(Cloud::prefix + "stateMachine:M", "[]", "d");
  EXPECT_EQ(cloud.states().executions().all().size(), 20'003U);
  EXPECT_EQ(describe_map_run(cloud.states(), {.map_run_arn = arn}).error().code,
            "ResourceNotFound");
}

}  // namespace
}  // namespace spotdrill::states
