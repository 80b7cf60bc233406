#include <gmock/gmock.h>

#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

using testing::HasSubstr;

TEST(Experiment, ActionsStartWhenThoseBeforeThemEnd) {
  Drill drill;
  auto request = Drill::request();
  request.actions["a"] = Drill::wait("PT1M");
  request.actions["b"] = Drill::wait("PT2M");
  request.actions["c"] = Drill::wait("PT1M");
  request.actions["c"].start_after = {"a", "b"};
  const std::string id = drill.start(request);
  EXPECT_EQ(drill.status(id), "initiating");
  drill.world.run_for(10min);
  EXPECT_EQ(drill.journal_of(id), R"(
T+0s experiment-state-change pending initiating
T+0s experiment-state-change initiating running
T+0s action-started a
T+0s action-started b
T+60s action-ended a completed
T+120s action-ended b completed
T+120s action-started c
T+180s action-ended c completed
T+180s experiment-state-change running completed
)");
  EXPECT_EQ(drill.experiment(id).reason, "Experiment completed.");
  EXPECT_EQ(drill.experiment(id).ended, test::World::start + 3min);
}

// Goal: an experiment goes on where it was, and nothing is done twice.
// Method: the daemon is killed and started again in the middle of each action.
TEST(Experiment, GoesOnAfterARestart) {
  Drill drill;
  auto request = Drill::request();
  request.actions["a"] = Drill::wait("PT1M");
  request.actions["b"] = Drill::wait("PT1M");
  request.actions["b"].start_after = {"a"};
  const std::string id = drill.start(request);
  drill.restart();
  drill.world.run_for(30s);
  drill.restart();
  drill.world.run_for(1min);
  drill.restart();
  drill.world.run_for(1min);
  EXPECT_EQ(drill.journal_of(id), R"(
T+0s experiment-state-change pending initiating
T+0s experiment-state-change initiating running
T+0s action-started a
T+60s action-ended a completed
T+60s action-started b
T+120s action-ended b completed
T+120s experiment-state-change running completed
)");
}

TEST(Experiment, StoppingStopsWhatRunsAndCancelsWhatWaits) {
  Drill drill;
  auto request = Drill::request();
  request.actions["a"] = Drill::wait("PT1M");
  request.actions["b"] = Drill::wait("PT1M");
  request.actions["b"].start_after = {"a"};
  const std::string id = drill.start(request);
  drill.world.run_for(30s);
  api::fis::StopExperimentRequest stop;
  stop.id = id;
  const auto stopping = stop_experiment(drill.fis(), stop);
  ASSERT_TRUE(stopping.has_value());
  EXPECT_EQ(stopping->experiment->state->status, "stopping");
  EXPECT_EQ(stopping->experiment->state->reason, "Stopping Experiment.");
  drill.world.run_for(10min);
  EXPECT_EQ(drill.status(id), "stopped");
  EXPECT_EQ(drill.action_status(id, "a"), "stopped");
  EXPECT_EQ(drill.action_status(id, "b"), "cancelled");
  const auto again = stop_experiment(drill.fis(), stop);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, "ValidationException");
}

// Goal: an alarm ends an experiment that it is a stop condition of, and no other; one that is in
// alarm already lets nothing begin.
TEST(Experiment, AnAlarmHaltsIt) {
  const std::string alarm = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:lag";
  Drill drill;
  drill.alarms[alarm] = "OK";
  auto request = Drill::request();
  request.stop_conditions[0].source = "aws:cloudwatch:alarm";
  request.stop_conditions[0].value = alarm;
  request.actions["a"] = Drill::wait("PT1M");
  const std::string id = drill.start(request);
  drill.world.run_for(30s);
  drill.fis().alarm_changed("arn:aws:cloudwatch:us-east-1:123456789012:alarm:other", "ALARM");
  drill.fis().alarm_changed(alarm, "INSUFFICIENT_DATA");
  EXPECT_EQ(drill.status(id), "running");
  drill.fis().alarm_changed(alarm, "ALARM");
  drill.world.settle();
  EXPECT_EQ(drill.status(id), "stopped");
  EXPECT_EQ(drill.experiment(id).reason, "Experiment halted by stop condition.");
  EXPECT_EQ(drill.action_status(id, "a"), "stopped");
}

TEST(Experiment, AnAlarmThatIsAlreadyThereLetsNothingBegin) {
  const std::string alarm = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:lag";
  Drill drill;
  drill.alarms[alarm] = "ALARM";
  auto request = Drill::request();
  request.stop_conditions[0].source = "aws:cloudwatch:alarm";
  request.stop_conditions[0].value = alarm;
  request.actions["a"] = Drill::wait("PT1M");
  const std::string id = drill.start(request);
  drill.world.settle();
  EXPECT_EQ(drill.status(id), "stopped");
  EXPECT_EQ(drill.action_status(id, "a"), "cancelled");
  drill.alarms.clear();
  const auto created = create_experiment_template(drill.fis(), request);
  ASSERT_TRUE(created.has_value());
  api::fis::StartExperimentRequest again;
  again.client_token = "again";
  again.experiment_template_id = *created->experiment_template->id;
  EXPECT_FALSE(start_experiment(drill.fis(), again).has_value()) << "the alarm is not there";
}

TEST(Experiment, EmptyTargetFailsItUnlessItIsToBeSkipped) {
  Drill drill;
  auto request = Drill::request();
  request.targets["None"] = Drill::target("aws:ec2:instance");
  request.targets["None"].resource_tags["Name"] = "nobody";
  request.actions["terminate"].action_id = "aws:ec2:terminate-instances";
  request.actions["terminate"].targets["Instances"] = "None";
  const std::string failed = drill.start(request);
  drill.world.settle();
  EXPECT_EQ(drill.status(failed), "failed");
  EXPECT_EQ(drill.experiment(failed).reason, "Target resolution returned empty set");
  EXPECT_EQ(drill.experiment(failed).error->code, "InvalidTarget");
  EXPECT_EQ(drill.experiment(failed).error->location, "None");
  EXPECT_EQ(drill.action_status(failed, "terminate"), "cancelled");
}

TEST(Experiment, EmptyTargetIsSkippedWhenTheTemplateSaysSo) {
  Drill drill;
  auto request = Drill::request();
  request.experiment_options.emplace().empty_target_resolution_mode = "skip";
  request.targets["None"] = Drill::target("aws:ec2:instance");
  request.targets["None"].resource_tags["Name"] = "nobody";
  request.actions["terminate"].action_id = "aws:ec2:terminate-instances";
  request.actions["terminate"].targets["Instances"] = "None";
  const std::string id = drill.start(request);
  drill.world.settle();
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_EQ(drill.action_status(id, "terminate"), "skipped");
}

TEST(Experiment, SkipAllResolvesTargetsAndDoesNothing) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  const std::string id = drill.start(Drill::interruption(spot, "PT2M"), true);
  drill.world.run_for(5min);
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_EQ(drill.action_status(id, "interrupt"), "skipped");
  EXPECT_EQ(drill.experiment(id).resolved.at("Spot"), std::vector{Drill::arn(spot)});
  EXPECT_EQ(drill.world.instance(spot).state, ec2::InstanceState::Running);
}

TEST(Experiment, OneThatFailsHaltsTheOthers) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  auto request = Drill::interruption(spot, "PT2M");
  request.actions["interrupt"].start_after = {"first"};
  request.actions["first"] = Drill::wait("PT1M");
  request.actions["other"] = Drill::wait("PT1H");
  const std::string id = drill.start(request);
  drill.world.settle();
  drill.world.ec2().begin_shutdown(spot, ec2::StateReason::UserInitiatedShutdown);
  drill.world.run_for(2min);
  EXPECT_EQ(drill.status(id), "failed");
  EXPECT_EQ(drill.action_status(id, "interrupt"), "failed");
  EXPECT_EQ(drill.action_status(id, "other"), "stopped");
  EXPECT_EQ(drill.experiment(id).error->location, "interrupt");
  EXPECT_THAT(drill.experiment(id).reason, HasSubstr(spot));
}

TEST(Experiment, SixthActiveOneIsRefused) {
  Drill drill;
  auto request = Drill::request();
  request.actions["a"] = Drill::wait("PT1M");
  const auto created = create_experiment_template(drill.fis(), request);
  api::fis::StartExperimentRequest start;
  start.experiment_template_id = *created->experiment_template->id;
  for (int i = 0; i < 5; ++i) {
    start.client_token = std::to_string(i);
    EXPECT_TRUE(start_experiment(drill.fis(), start).has_value());
  }
  start.client_token = "one more";
  const auto refused = start_experiment(drill.fis(), start);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "ServiceQuotaExceededException");
}

TEST(StartExperiment, SameClientTokenIsTheSameExperiment) {
  Drill drill;
  auto request = Drill::request();
  request.actions["a"] = Drill::wait("PT1M");
  const std::string id = drill.start(request);
  EXPECT_EQ(drill.start(request), id);
  EXPECT_EQ(id.size(), 18U);
  EXPECT_TRUE(id.starts_with("EXP"));
}

}  // namespace
}  // namespace spotdrill::fis
