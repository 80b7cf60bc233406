#include <gmock/gmock.h>

#include "services/ec2/ec2.hpp"
#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;

TEST(LifeCycle, PendingUntilTheHostSaysBooted) {
  World world;
  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.min_count = request.max_count = 1;
  const auto made = run_instances(world.ec2(), request);
  ASSERT_TRUE(made.has_value()) << made.error().message;
  EXPECT_EQ(*made->instances[0].state->name, "pending");
  EXPECT_EQ(*made->instances[0].state_reason->code, "pending");
  world.settle();
  const Instance& instance = world.instance(*made->instances[0].instance_id);
  EXPECT_EQ(instance.state, InstanceState::Running);
  EXPECT_EQ(instance.state_reason, StateReason::None);
  EXPECT_EQ(world.host().boot_of(instance.id)->hostname, instance.private_dns_name);
}

TEST(LifeCycle, DelayThatIsAskedForHoldsEveryAsynchronousStep) {
  World world{Ec2Options{.settle_delay = 10s}};
  const auto made = request_spot_instances(world.ec2(), World::spot_request());
  ASSERT_TRUE(made.has_value());
  const std::string id = *made->spot_instance_requests[0].spot_instance_request_id;
  world.run_for(9s);
  EXPECT_EQ(world.ec2().find_request(id)->state, SpotState::Open);
  world.run_for(1s);
  const std::string instance = world.ec2().find_request(id)->instance_id;
  ASSERT_FALSE(instance.empty());
  EXPECT_EQ(world.instance(instance).state, InstanceState::Pending);
  world.run_for(10s);
  EXPECT_EQ(world.instance(instance).state, InstanceState::Running);

  world.ec2().begin_shutdown(instance, StateReason::UserInitiatedShutdown);
  world.run_for(9s);
  EXPECT_EQ(world.instance(instance).state, InstanceState::ShuttingDown);
  world.run_for(1s);
  EXPECT_EQ(world.instance(instance).state, InstanceState::Terminated);
}

TEST(LifeCycle, DelayThatIsAskedForHoldsStopsToo) {
  for (const bool hibernate : {false, true}) {
    World world{Ec2Options{.settle_delay = 10s}};
    const std::string id = world.run_instance();
    world.run_for(10s);
    world.ec2().begin_stop(id, StateReason::UserInitiatedShutdown, hibernate);
    world.run_for(9s);
    EXPECT_EQ(world.instance(id).state, InstanceState::Stopping);
    world.restart();
    world.run_for(10s);
    EXPECT_EQ(world.instance(id).state, InstanceState::Stopped);
  }
}

TEST(LifeCycle, TerminatedInstanceStaysVisibleForAnHour) {
  World world;
  const std::string id = world.run_instance();
  world.host().print(id, "the last words\n");
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  EXPECT_EQ(world.instance(id).state, InstanceState::ShuttingDown);
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
  EXPECT_EQ(world.instance(id).private_ip, "");
  EXPECT_EQ(world.host().boot_of(id), nullptr);
  EXPECT_EQ(world.ec2().console(id), "the last words\n");
  world.run_for(59min);
  EXPECT_NE(world.ec2().find_instance(id), nullptr);
  world.run_for(1min);
  EXPECT_EQ(world.ec2().find_instance(id), nullptr);
}

// Goal: who polls in real time sees what has ended, however fast drill time passes.
// Method: at a thousand drill seconds a second, half an hour is five hundred drill hours.
TEST(LifeCycle, WhatIsOverStaysVisibleForHalfAnHourOfRealTime) {
  World world;
  world.time.set_rate(1000);
  const std::string id = world.run_spot_instance();
  const std::string request = world.request_of(id).id;
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.run_for(499h);
  world.restart();
  EXPECT_NE(world.ec2().find_instance(id), nullptr);
  EXPECT_NE(world.ec2().find_request(request), nullptr);
  world.run_for(1h);
  EXPECT_EQ(world.ec2().find_instance(id), nullptr);
  EXPECT_EQ(world.ec2().find_request(request), nullptr);
}

// "We release the public IP address from your instance when it is stopped …"
TEST(LifeCycle, StoppedInstanceHasNoPublicAddressUntilItIsStarted) {
  World world;
  const std::string id = world.run_instance();
  const std::string address = world.instance(id).public_ip;
  ASSERT_FALSE(address.empty());
  world.ec2().begin_stop(id, StateReason::UserInitiatedShutdown);
  world.settle();
  EXPECT_EQ(world.instance(id).public_ip, "");
  EXPECT_EQ(world.instance(id).public_dns_name, "");
  world.restart();
  world.ec2().start(id);
  world.settle();
  EXPECT_FALSE(world.instance(id).public_ip.empty());
  EXPECT_NE(world.instance(id).public_ip, address);
  EXPECT_FALSE(world.instance(id).public_dns_name.empty());
}

// "2026-11-23T10:00:00.000Z": EC2 dates launches, attachments and requests in whole seconds.
TEST(LifeCycle, LaunchesAndRequestsAreDatedInWholeSeconds) {
  World world;
  world.run_for(700ms);
  const std::string id = world.run_spot_instance();
  EXPECT_EQ(world.instance(id).launch_time, World::start);
  EXPECT_EQ(world.instance(id).first_launch_time, World::start);
  EXPECT_EQ(world.instance(id).volumes.at(0).attached_at, World::start);
  EXPECT_EQ(world.request_of(id).created_at, World::start);
  EXPECT_EQ(world.request_of(id).status_at, World::start);
}

TEST(LifeCycle, StopAndStartKeepTheRootVolumeAndThePrivateAddress) {
  World world;
  const std::string id = world.run_instance();
  const std::string address = world.instance(id).private_ip;
  world.ec2().begin_stop(id, StateReason::UserInitiatedShutdown);
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Stopped);
  EXPECT_EQ(world.instance(id).private_ip, address);
  world.run_for(5min);
  world.ec2().start(id);
  EXPECT_EQ(world.instance(id).state, InstanceState::Pending);
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_EQ(world.instance(id).launch_time, World::start + 5min);
  EXPECT_EQ(world.instance(id).first_launch_time, World::start);
  EXPECT_FALSE(world.host().boot_of(id)->first_boot);
}

TEST(LifeCycle, RebootIsNoStateChange) {
  World world;
  const std::string id = world.run_instance();
  world.host().set_shutdown_time(3s);
  world.ec2().reboot(id);
  world.run_for(2s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  world.run_for(2s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_TRUE(world.host().alive(id));
  EXPECT_EQ(world.instance(id).boots, 2);
}

TEST(LifeCycle, ShutdownFromInsideDoesWhatTheInstanceSays) {
  World world;
  const std::string stops = world.run_instance();
  api::ec2::RunInstancesRequest request;
  request.instance_initiated_shutdown_behavior = "terminate";
  const std::string terminates = world.run_instance(request);
  const std::string spot = world.run_spot_instance();
  for (const std::string& id : {stops, terminates, spot}) world.host().request_shutdown(id, false);
  world.settle();
  EXPECT_EQ(world.instance(stops).state, InstanceState::Stopped);
  EXPECT_EQ(world.instance(terminates).state, InstanceState::Terminated);
  EXPECT_EQ(world.instance(spot).state, InstanceState::Terminated);
  EXPECT_EQ(world.instance(spot).state_reason, StateReason::InstanceInitiatedShutdown);
  EXPECT_EQ(world.request_of(spot).status, SpotStatus::InstanceTerminatedByUser);
}

TEST(LifeCycle, LaunchThatFailsTerminatesWithTheHostsReason) {
  World world;
  world.host().fail_next_launch("mount: ENOSPC");
  const std::string id = world.run_spot_instance();
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
  EXPECT_EQ(message(world.instance(id).state_reason),
            "Server.InternalError: Internal error on launch");
  EXPECT_EQ(world.request_of(id).status, SpotStatus::SystemError);
  EXPECT_THAT(world.journal_of(id), testing::HasSubstr("launch-failed mount: ENOSPC"));
}

TEST(LifeCycle, TerminatingAStoppingInstanceEndsTerminated) {
  World world;
  const std::string id = world.run_instance();
  world.host().set_shutdown_time(10s);
  world.ec2().begin_stop(id, StateReason::UserInitiatedShutdown);
  world.run_for(5s);
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.run_for(5s);
  EXPECT_EQ(world.instance(id).state, InstanceState::Terminated);
}

TEST(Reset, EmptiesEveryRegionAndKillsWhatRuns) {
  World world;
  const std::string id = world.run_instance();
  world.service().at("eu-west-1");
  world.service().reset();
  world.store.clear();
  world.settle();
  EXPECT_TRUE(world.service().all().empty());
  EXPECT_FALSE(world.host().alive(id));
  EXPECT_EQ(world.host().boot_of(id), nullptr);
  EXPECT_EQ(world.ec2().find_instance(id), nullptr);
}

// Goal: operations cost the same with many instances as with few.
// Method: five thousand launches and ends; the test's time-out is the judge.
TEST(LifeCycle, ThousandsOfInstancesAreFine) {
  World world;
  api::ec2::RequestSpotInstancesRequest request = World::spot_request();
  request.instance_count = 5000;
  ASSERT_TRUE(request_spot_instances(world.ec2(), request).has_value());
  world.settle();
  ASSERT_EQ(world.ec2().instances().size(), 5000U);
  std::vector<std::string> ids;
  for (const auto& [id, instance] : world.ec2().instances()) ids.push_back(id);
  for (const std::string& id : ids) {
    ASSERT_TRUE(world.ec2()
                    .interrupt_at(id, World::start + 2min, InterruptionCause::NoCapacity)
                    .has_value());
  }
  world.run_for(2min);
  EXPECT_EQ(world.instance(ids.back()).state, InstanceState::Terminated);
}

}  // namespace
}  // namespace spotdrill::ec2
