#include <gtest/gtest.h>

#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;

TEST(TakeUp, InstancesThatAreAliveGoOn) {
  World world;
  const std::string id = world.run_spot_instance();
  const std::string request = world.request_of(id).id;
  world.restart();
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_EQ(world.ec2().find_request(request)->state, SpotState::Active);
  EXPECT_EQ(world.instance(id).boots, 1);
}

TEST(TakeUp, InstancesThatAreGoneEndAsTheirShutdownBehaviorSays) {
  World world;
  const std::string on_demand = world.run_instance();
  const std::string spot = world.run_spot_instance();
  world.restart(true);
  world.settle();
  EXPECT_EQ(world.instance(on_demand).state, InstanceState::Stopped);
  EXPECT_EQ(world.instance(spot).state, InstanceState::Terminated);
  EXPECT_EQ(world.instance(spot).state_reason, StateReason::InstanceInitiatedShutdown);
  EXPECT_EQ(world.request_of(spot).state, SpotState::Closed);
}

TEST(TakeUp, AcknowledgedLaunchThatNeverCameToTheHostHappens) {
  World world;
  const auto made = request_spot_instances(world.ec2(), World::spot_request());
  ASSERT_TRUE(made.has_value());
  const std::string id = *made->spot_instance_requests[0].spot_instance_request_id;
  world.restart();
  world.settle();
  const std::string instance = world.ec2().find_request(id)->instance_id;
  ASSERT_FALSE(instance.empty());
  EXPECT_EQ(world.instance(instance).state, InstanceState::Running);

  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.min_count = request.max_count = 1;
  const auto launched = run_instances(world.ec2(), request);
  world.restart();
  world.settle();
  EXPECT_EQ(world.instance(*launched->instances[0].instance_id).state, InstanceState::Running);
}

TEST(TakeUp, ShutdownThatWasUnderWayIsFinished) {
  World world;
  const std::string id = world.run_instance();
  world.host().set_shutdown_time(10s);
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.restart();
  EXPECT_EQ(world.instance(id).state, InstanceState::ShuttingDown);
  world.run_for(11s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
}

TEST(TakeUp, TerminatedInstancesAndTokensStillExpire) {
  World world;
  const std::string id = world.run_instance();
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.run_for(30min);
  world.restart();
  world.run_for(29min);
  EXPECT_NE(world.ec2().find_instance(id), nullptr);
  world.run_for(1min);
  EXPECT_EQ(world.ec2().find_instance(id), nullptr);
}

TEST(TakeUp, AddressesInUseAreNotHandedOutAgain) {
  World world;
  const std::string first = world.run_instance();
  world.restart();
  const std::string second = world.run_instance();
  EXPECT_NE(world.instance(first).private_ip, world.instance(second).private_ip);
}

}  // namespace
}  // namespace spotdrill::ec2
