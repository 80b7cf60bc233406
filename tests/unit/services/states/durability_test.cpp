// Goal: an execution that a daemon was killed under, wherever that was, comes to the same history
// as one that was left alone, and calls nothing twice. Method: one event is one transaction, so the
// daemon is made anew after every event that there is; calls are counted by what they leave.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "services/states/cloud.hpp"

namespace spotdrill::states {
namespace {

/// A Task of Branch that puts the parameter whose name the expression gives.
std::string put_state(const std::string& name, const std::string& next) {
  return R"({"Type":"Task","Resource":"arn:aws:states:::aws-sdk:ssm:putParameter","Parameters":)"
         R"({"Name.$":")" +
         name + R"(","Value":"v","Type":"String","Overwrite":true},"ResultPath":null,)" + next +
         "}";
}

/// A Task that fails, twice when it is tried again after a time that is chance: so that branches
/// are not due at one instant, of which neither AWS nor we promise an order.
std::string fail_then(const std::string& name, int retries, const std::string& next) {
  return R"({"StartAt":")" + name + R"(","States":{")" + name +
         R"(":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:ssm:getParameter","Parameters":)"
         R"({"Name":"none"},"Retry":[{"ErrorEquals":["States.ALL"],"JitterStrategy":"FULL",)"
         R"("MaxAttempts":)" +
         std::to_string(retries) +
         R"(}],"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":")" + next +
         R"("}],"Next":")" + next + R"("},)";
}

const std::string state_end = R"("End":true)";

/// Parallel, Map in both kinds, Wait, Task with Retry and Catch, a child, a Spot Instance request.
std::string everything() {
  const std::string inline_map =
      R"({"StartAt":"I","States":{"I":{"Type":"Map","MaxConcurrency":1,"ItemProcessor":)"
      R"({"StartAt":"IW","States":{"IW":{"Type":"Wait","Seconds":1,"Next":"IP"},"IP":)" +
      put_state("States.Format('/inline/{}', $)", R"("Next":"IX")") +
      R"(,"IX":{"Type":"Wait","Seconds":1,"Next":"IY"},"IY":{"Type":"Wait","Seconds":1,)"
      R"("End":true}}},"End":true}}})";
  const std::string distributed =
      fail_then("O", 1, "D") +
      R"("D":{"Type":"Map","MaxConcurrency":2,"Label":"L",)"
      R"("ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},)"
      R"("StartAt":"DP","States":{"DP":)" +
      put_state("States.Format('/distributed/{}', $)", R"("Next":"DW")") +
      R"(,"DW":{"Type":"Wait","Seconds":2,"End":true}}},"End":true}}})";
  const std::string line =
      fail_then("R", 2, "S") +
      R"("S":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2",)"
      R"("Parameters":{"StateMachineArn":")" +
      Cloud::prefix +
      R"(stateMachine:Child","Name":"child"},"ResultPath":null,"Next":"Q"},"Q":{"Type":"Task",)"
      R"("Resource":"arn:aws:states:::aws-sdk:ec2:requestSpotInstances","Parameters":)"
      R"({"InstanceCount":1,"LaunchSpecification":{"ImageId":"ami-0de1377598c572f0b",)"
      R"("InstanceType":"t3.small"}},"ResultPath":null,"Next":"E"},"E":{"Type":"Task",)"
      R"("TimeoutSeconds":3,"Resource":"arn:aws:states:::aws-sdk:ssm:putParameter.waitForTaskToken")"
      R"(,"Parameters":{"Name":"token","Value.$":"$$.Task.Token","Type":"String"},"Catch":)"
      R"([{"ErrorEquals":["States.Timeout"],"Next":"Z"}],"End":true},"Z":{"Type":"Succeed"}}})";
  return R"({"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[)" + inline_map + "," +
         distributed + "," + line +
         R"(],"Next":"W"},"W":{"Type":"Wait","Seconds":5,"Next":"T"},)"
         R"("T":)" +
         put_state("States.Format('/last/{}', 1)", state_end) + "}}";
}

struct Outcome {
  std::string histories;
  std::string calls;
  int events = 0;
};

void prepare(Cloud& cloud) {
  cloud.create("Child", R"({"StartAt":"CW","States":{"CW":{"Type":"Wait","Seconds":3,"Next":"CP"},)"
                        R"("CP":)" +
                            put_state("States.Format('/child/{}', 1)", state_end) + "}}");
  cloud.start(cloud.create("M", everything()),
              "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]");
}

Outcome outcome_of(Cloud& cloud) {
  Outcome outcome;
  // The names of a map run's children are chance, and two of one instant may change theirs.
  std::map<std::string, std::string> histories;
  for (const auto& [key, record] : cloud.states().executions().all()) {
    const std::string name =
        record.map_run.empty() ? key : "child " + std::to_string(record.map_index);
    histories[name] += record.status + "\n" + cloud.full_history(record.arn);
  }
  for (const auto& [name, history] : histories) outcome.histories += name + " " + history;
  const auto parameters = ssm::describe_parameters(cloud.ssm(), {.max_results = 50});
  for (const auto& parameter : parameters->parameters) {
    outcome.calls += *parameter.name + " " + std::to_string(*parameter.version) + "\n";
  }
  outcome.calls += std::to_string(
      describe_spot_instance_requests(cloud.world.ec2(), {})->spot_instance_requests.size());
  return outcome;
}

/// Runs it to its end, with a new daemon after every event for which `killed` is true.
Outcome run_with(const std::function<bool(int)>& killed) {
  Cloud cloud;
  prepare(cloud);
  const std::string run = Cloud::prefix + "execution:M:run";
  int events = 0;
  while (cloud.status(run) == "RUNNING" && events < 10'000) {
    if (killed(events++)) cloud.restart();
    if (!cloud.world.time.run_one(1h)) break;
  }
  EXPECT_EQ(cloud.status(run), "SUCCEEDED") << cloud.failure(run);
  Outcome outcome = outcome_of(cloud);
  outcome.events = events;
  return outcome;
}

TEST(Durability, ADaemonThatIsKilledAtAnyOfAHundredPointsChangesNothing) {
  const Outcome alone = run_with([](int) { return false; });
  EXPECT_THAT(alone.calls, testing::HasSubstr("/inline/20 1\n"));
  ASSERT_GE(alone.events, 100);
  for (int point = 0; point < 100; ++point) {
    const int at = point * alone.events / 100;
    const Outcome killed = run_with([at](int event) { return event == at; });
    ASSERT_EQ(killed.histories, alone.histories) << "killed after event " << at;
    ASSERT_EQ(killed.calls, alone.calls) << "killed after event " << at;
  }
}

TEST(Durability, NorDoesOneThatIsKilledEveryTime) {
  const Outcome alone = run_with([](int) { return false; });
  // A new daemon needs some events to take up what there is.
  for (const int every : {11, 13, 17}) {
    const Outcome killed = run_with([every](int event) { return event % every == every - 1; });
    EXPECT_EQ(killed.histories, alone.histories) << every;
    EXPECT_EQ(killed.calls, alone.calls) << every;
  }
}

// Goal: what more than one turn asks for is asked for once. Method: 2,200 calls of one state,
// more than one turn enters.
TEST(Durability, HoldsForMoreRequestsThanATurnHas) {
  const std::string wide =
      R"({"StartAt":"I","States":{"I":{"Type":"Map","ItemsPath":"$","ItemProcessor":)"
      R"({"StartAt":"IP","States":{"IP":)" +
      put_state("States.Format('/wide/{}', $)", state_end) + "}}," + state_end + "}}}";
  std::string items = "[0";
  for (int i = 1; i < 2'200; ++i) items += "," + std::to_string(i);
  items += "]";
  const auto history_with = [&](int killed) {
    Cloud cloud;
    const std::string run = cloud.start(cloud.create("M", wide), items);
    for (int event = 0; cloud.status(run) == "RUNNING"; ++event) {
      if (event == killed) cloud.restart();
      if (!cloud.world.time.run_one(1h)) break;
    }
    for (int i = 0; i < 2'200; ++i) EXPECT_EQ(cloud.version("/wide/" + std::to_string(i)), 1) << i;
    return cloud.full_history(run);
  };
  const std::string alone = history_with(-1);
  for (int event = 0; event < 8; ++event) EXPECT_EQ(history_with(event), alone) << event;
}

// Goal: time that passed while nobody was there shows in the history as it would have. Method: the
// daemon is away for what two Waits take and more.
TEST(Durability, WhatWasDueMeanwhileComesFirst) {
  const std::string machine =
      R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"W",)"
      R"("States":{"W":{"Type":"Wait","Seconds":10,"Next":"V"},"V":{"Type":"Wait","Seconds":10,)"
      R"("End":true}}},{"StartAt":"X","States":{"X":{"Type":"Wait","Seconds":600,"Next":"Y"},)"
      R"("Y":)" +
      put_state("States.Format('/y/{}', 1)", state_end) + "}}]}}}";
  const auto history_with = [&](Duration away) {
    Cloud cloud;
    const std::string run = cloud.run(cloud.create("M", machine));
    cloud.world.run_for(5s);
    if (away > Duration::zero()) cloud.down_for(away);
    cloud.world.run_for(1h);
    EXPECT_EQ(cloud.version("/y/1"), 1);
    return cloud.full_history(run);
  };
  EXPECT_EQ(history_with(300s), history_with(0s));
}

}  // namespace
}  // namespace spotdrill::states
