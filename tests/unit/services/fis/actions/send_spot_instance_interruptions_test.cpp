#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

/// Facts of an instance that an interruption makes, with their times.
std::string interruption_of(Drill& drill, const std::string& instance) {
  std::string text = "\n";
  for (const Fact& fact : drill.world.journal().facts()) {
    if (fact.resource != instance) continue;
    if (fact.kind != "rebalance-recommendation" && fact.kind != "interruption-notice" &&
        !(fact.kind == "instance-state-change" &&
          string_at(fact.details, "state") == "shutting-down")) {
      continue;
    }
    const auto seconds = std::chrono::duration<double>(fact.at - test::World::start).count();
    text += fmt::format("T+{:g}s {} {}\n", seconds, fact.kind, string_at(fact.details, "state"));
  }
  return text;
}

// Goal: the notice leads the interruption by two minutes, whatever delay was asked for.
// Method: virtual time; the journal is the only witness.
TEST(SendSpotInstanceInterruptions, NoticeLeadsInterruptionByTwoMinutes) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  const std::string id = drill.start(Drill::interruption(spot, "PT5M"));
  drill.world.run_for(6min);
  EXPECT_EQ(interruption_of(drill, spot), R"(
T+0s rebalance-recommendation 
T+180s interruption-notice 
T+300s instance-state-change shutting-down
)");
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_EQ(drill.experiment(id).ended, test::World::start + 5min);
  EXPECT_EQ(drill.world.instance(spot).state_reason, ec2::StateReason::SpotInstanceTermination);
}

TEST(SendSpotInstanceInterruptions, NoticeComesAtOnceWithTwoMinutes) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  drill.start(Drill::interruption(spot, "PT120S"));
  drill.world.run_for(3min);
  EXPECT_EQ(interruption_of(drill, spot), R"(
T+0s rebalance-recommendation 
T+0s interruption-notice 
T+120s instance-state-change shutting-down
)");
}

TEST(SendSpotInstanceInterruptions, InterruptionsComeOnceAfterARestart) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  drill.start(Drill::interruption(spot, "PT5M"));
  drill.world.run_for(1min);
  drill.restart();
  drill.world.run_for(3min);
  drill.restart();
  drill.world.run_for(5min);
  EXPECT_EQ(interruption_of(drill, spot), R"(
T+0s rebalance-recommendation 
T+180s interruption-notice 
T+300s instance-state-change shutting-down
)");
}

// Goal: what starts after an interruption finds it done.
// Method: the experiment starts between two seconds, as most do; the deadline is a whole second.
TEST(SendSpotInstanceInterruptions, ActionAfterItFindsTheInstanceShuttingDown) {
  for (const char* duration : {"PT2M", "PT5M"}) {
    Drill drill;
    const std::string spot = drill.world.run_spot_instance();
    drill.world.run_for(300ms);
    auto request = Drill::interruption(spot, duration);
    request.targets["All"] = Drill::target("aws:ec2:instance");
    request.targets["All"].resource_arns = {Drill::arn(spot)};
    auto& terminate = request.actions["terminate"];
    terminate.action_id = "aws:ec2:terminate-instances";
    terminate.targets["Instances"] = "All";
    terminate.start_after = {"interrupt"};
    const std::string id = drill.start(request);
    drill.world.run_for(6min);
    EXPECT_EQ(drill.status(id), "completed");
    EXPECT_EQ(drill.world.instance(spot).state_reason, ec2::StateReason::SpotInstanceTermination);
    EXPECT_EQ(drill.world.request_of(spot).status, ec2::SpotStatus::InstanceTerminatedByExperiment);
    EXPECT_EQ(drill.experiment(id).actions.at("interrupt").ended->time_since_epoch() % 1s,
              Duration{0});
  }
}

TEST(SendSpotInstanceInterruptions, OnDemandInstanceIsNoTarget) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  const std::string id = drill.start(Drill::interruption(instance, "PT2M"));
  drill.world.settle();
  EXPECT_EQ(drill.status(id), "failed");
  EXPECT_EQ(drill.experiment(id).error->code, "InvalidTarget");
  EXPECT_EQ(drill.world.instance(instance).state, ec2::InstanceState::Running);
}

TEST(SendSpotInstanceInterruptions, StoppingTheExperimentWithdrawsNothing) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  const std::string id = drill.start(Drill::interruption(spot, "PT5M"));
  drill.world.run_for(1min);
  drill.fis().stop(id);
  drill.world.run_for(10min);
  EXPECT_EQ(drill.status(id), "stopped");
  EXPECT_EQ(drill.world.instance(spot).state, ec2::InstanceState::Terminated);
}

}  // namespace
}  // namespace spotdrill::fis
