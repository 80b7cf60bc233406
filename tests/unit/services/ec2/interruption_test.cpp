#include "services/ec2/interruption.hpp"

#include <gmock/gmock.h>

#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;

api::ec2::RequestSpotInstancesRequest persistent(const std::string& behavior) {
  auto request = World::spot_request();
  request.type = "persistent";
  request.instance_interruption_behavior = behavior;
  return request;
}

// Goal: an interruption has AWS's order and times, whoever asks for it.
// Method: virtual time; the journal is the only witness.
TEST(Interruption, NoticeLeadsDeadlineByTwoMinutes) {
  World world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(world.ec2().recommend_rebalance(id).has_value());
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 5min, InterruptionCause::Experiment).has_value());
  world.run_for(6min);

  EXPECT_EQ(world.journal_of(id), R"(
T+0s instance-state-change pending
T+0s instance-state-change running
T+0s rebalance-recommendation
T+0s interruption-scheduled
T+180s interruption-notice terminate 2026-11-23T10:05:00Z
T+300s instance-state-change shutting-down Server.SpotInstanceTermination
T+300s shutdown-begun Server.SpotInstanceTermination
T+300s instance-ended
T+300s instance-state-change terminated Server.SpotInstanceTermination
)");
  EXPECT_EQ(world.journal_of(world.request_of(id).id), R"(
T+0s spot-request-status open pending-evaluation
T+0s spot-request-status active fulfilled
T+0s spot-request-fulfillment
T+180s spot-request-status active marked-for-termination
T+300s spot-request-status closed instance-terminated-by-experiment
)");
}

TEST(Interruption, LessThanTwoMinutesMeansNoticeAtOnceWithItsTimeFixed) {
  World world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 30s, InterruptionCause::NoCapacity).has_value());
  const Interruption* notice = world.instance(id).notice();
  ASSERT_NE(notice, nullptr);
  EXPECT_EQ(notice->deadline, World::start + 30s);
  // Another interruption changes nothing of it.
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 5s, InterruptionCause::Experiment).has_value());
  EXPECT_EQ(world.instance(id).notice()->deadline, World::start + 30s);
  world.run_for(30s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
  EXPECT_EQ(world.instance(id).state_transition_reason,
            "Service initiated (2026-11-23 10:00:30 GMT)");
}

// "the status is immediately set to instance-terminated-no-capacity … However, the instance remains
// in the running state for 2 minutes".
TEST(Interruption, NoCapacityClosesTheRequestAtTheNotice) {
  World world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 2min, InterruptionCause::NoCapacity).has_value());
  EXPECT_EQ(world.request_of(id).state, SpotState::Closed);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceTerminatedNoCapacity);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  world.run_for(119s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  world.run_for(1s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
}

TEST(Interruption, UserWhoTerminatesDuringTheNoticeWins) {
  World world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 2min, InterruptionCause::Experiment).has_value());
  world.run_for(1min);
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  EXPECT_EQ(world.instance(id).notice(), nullptr);
  world.run_for(5min);
  EXPECT_EQ(world.instance(id).state_reason, StateReason::UserInitiatedShutdown);
  EXPECT_EQ(world.instance(id).state_transition_reason, "User initiated (2026-11-23 10:01:00 GMT)");
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceTerminatedByUser);
}

TEST(Interruption, PersistentRequestGetsANewInstance) {
  World world;
  const std::string id = world.run_spot_instance(persistent("terminate"));
  const std::string request = world.request_of(id).id;
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 2min, InterruptionCause::Experiment).has_value());
  world.run_for(2min);
  const SpotRequest& record = *world.ec2().find_request(request);
  EXPECT_EQ(record.state, SpotState::Active);
  EXPECT_NE(record.instance_id, id);
  EXPECT_EQ(world.instance(record.instance_id).state, InstanceState::Running);
  EXPECT_THAT(world.journal_of(request), testing::HasSubstr(R"(
T+120s spot-request-status open instance-terminated-by-experiment
T+120s spot-request-status open pending-evaluation
T+120s spot-request-status active fulfilled
)"));
}

// "Only Amazon EC2 can restart an interrupted stopped instance."
TEST(Interruption, StopDisablesTheRequestUntilEc2StartsTheInstanceAgain) {
  World world;
  const std::string id = world.run_spot_instance(persistent("stop"));
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 2min, InterruptionCause::NoCapacity).has_value());
  EXPECT_EQ(world.request_of(id).status, SpotStatus::MarkedForStop);
  EXPECT_EQ(world.instance(id).notice()->action, InterruptionBehavior::Stop);
  world.run_for(2min);
  EXPECT_EQ(world.instance(id).state, InstanceState::Stopped);
  EXPECT_EQ(world.instance(id).state_reason, StateReason::SpotInstanceShutdown);
  EXPECT_EQ(world.request_of(id).state, SpotState::Disabled);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceStoppedNoCapacity);

  api::ec2::StartInstancesRequest start;
  start.instance_ids = {id};
  EXPECT_EQ(start_instances(world.ec2(), start).error().code, "IncorrectSpotRequestState");

  world.run_for(1min);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::Fulfilled);
  EXPECT_EQ(world.instance(id).notice(), nullptr);
  EXPECT_FALSE(world.host().boot_of(id)->first_boot);
}

TEST(Interruption, HibernationBeginsWithTheNotice) {
  World world;
  const std::string id = world.run_spot_instance(persistent("hibernate"));
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 5min, InterruptionCause::Experiment).has_value());
  world.run_for(3min);
  EXPECT_EQ(world.instance(id).state, InstanceState::Stopped);
  EXPECT_EQ(world.instance(id).host, HostPhase::Frozen);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceStoppedByExperiment);
  world.run_for(1min);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_EQ(world.instance(id).host, HostPhase::Alive);
}

TEST(Interruption, EarlierDeadlineHoldsUntilTheNotice) {
  World world;
  const std::string id = world.run_spot_instance();
  auto& ec2 = world.ec2();
  ASSERT_TRUE(
      ec2.interrupt_at(id, World::start + 10min, InterruptionCause::Experiment).has_value());
  ASSERT_TRUE(
      ec2.interrupt_at(id, World::start + 15min, InterruptionCause::Experiment).has_value());
  EXPECT_EQ(world.instance(id).interruption->deadline, World::start + 10min);
  ASSERT_TRUE(ec2.interrupt_at(id, World::start + 4min, InterruptionCause::Experiment).has_value());
  world.run_for(4min);
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
}

TEST(Interruption, OnlyRunningSpotInstancesHaveOne) {
  World world;
  const std::string on_demand = world.run_instance();
  auto& ec2 = world.ec2();
  EXPECT_EQ(ec2.recommend_rebalance(on_demand).error().code, "UnsupportedOperation");
  EXPECT_EQ(ec2.interrupt_at("i-0123456789abcdef0", World::start, {}).error().code,
            "InvalidInstanceID.NotFound");
}

// Goal: a restart loses neither the notice's time nor the deadline.
// Method: kill the control plane before the notice, and between notice and deadline.
TEST(Interruption, SurvivesRestartsOnTime) {
  World world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 5min, InterruptionCause::Experiment).has_value());
  world.restart();
  world.run_for(3min);
  ASSERT_NE(world.instance(id).notice(), nullptr);
  world.restart();
  world.run_for(119s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  world.run_for(1s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceTerminatedByExperiment);
}

TEST(Interruption, DeadlineThatPassedWhileNobodyWatchedIsKeptAtOnce) {
  World world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(
      world.ec2().interrupt_at(id, World::start + 2min, InterruptionCause::Experiment).has_value());
  world.store.commit();
  world.pause();
  world.run_for(10min);
  world.resume();
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
}

}  // namespace
}  // namespace spotdrill::ec2
