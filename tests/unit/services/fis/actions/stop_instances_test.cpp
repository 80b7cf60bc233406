#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

api::fis::CreateExperimentTemplateRequest acting(const std::string& action,
                                                 const std::string& instance) {
  auto request = Drill::request();
  request.targets["T"] = Drill::target("aws:ec2:instance");
  request.targets["T"].resource_arns = {Drill::arn(instance)};
  request.actions["act"].action_id = action;
  request.actions["act"].targets["Instances"] = "T";
  return request;
}

TEST(StopInstances, StartsThemAgainAfterTheDuration) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  auto request = acting("aws:ec2:stop-instances", instance);
  request.actions["act"].parameters["startInstancesAfterDuration"] = "PT3M";
  const std::string id = drill.start(request);
  drill.world.run_for(1min);
  EXPECT_EQ(drill.world.instance(instance).state, ec2::InstanceState::Stopped);
  EXPECT_EQ(drill.action_status(id, "act"), "running");
  drill.world.run_for(3min);
  EXPECT_EQ(drill.world.instance(instance).state, ec2::InstanceState::Running);
  EXPECT_EQ(drill.status(id), "completed");
}

TEST(StopInstances, StoppedExperimentLeavesNothingStopped) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  auto request = acting("aws:ec2:stop-instances", instance);
  request.actions["act"].parameters["startInstancesAfterDuration"] = "PT3M";
  const std::string id = drill.start(request);
  drill.world.run_for(1min);
  drill.fis().stop(id);
  drill.world.run_for(10s);
  EXPECT_EQ(drill.world.instance(instance).state, ec2::InstanceState::Running);
}

TEST(StopInstances, OneTerminatedMeanwhileFailsTheActionUnlessThatIsAllowed) {
  for (const char* allowed : {"false", "true"}) {
    Drill drill;
    const std::string instance = drill.world.run_instance();
    auto request = acting("aws:ec2:stop-instances", instance);
    request.actions["act"].parameters["startInstancesAfterDuration"] = "PT3M";
    request.actions["act"].parameters["completeIfInstancesTerminated"] = allowed;
    const std::string id = drill.start(request);
    drill.world.run_for(1min);
    drill.world.ec2().begin_shutdown(instance, ec2::StateReason::UserInitiatedShutdown);
    drill.world.run_for(5min);
    EXPECT_EQ(drill.status(id), std::string{allowed} == "true" ? "completed" : "failed");
  }
}

TEST(TerminateInstances, EndsThemWithoutANotice) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  const std::string id = drill.start(acting("aws:ec2:terminate-instances", spot));
  drill.world.run_for(1s);
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_EQ(drill.world.instance(spot).state, ec2::InstanceState::Terminated);
  EXPECT_EQ(drill.world.instance(spot).notice(), nullptr);
}

TEST(RebootInstances, LeavesThemRunning) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  const std::string id = drill.start(acting("aws:ec2:reboot-instances", instance));
  drill.world.run_for(1min);
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_EQ(drill.world.instance(instance).state, ec2::InstanceState::Running);
  EXPECT_EQ(drill.world.instance(instance).boots, 2);
}

}  // namespace
}  // namespace spotdrill::fis
