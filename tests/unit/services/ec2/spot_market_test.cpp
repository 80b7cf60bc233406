#include <gmock/gmock.h>

#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;

api::ec2::DescribeSpotInstanceRequestsRequest describe(const std::string& id) {
  api::ec2::DescribeSpotInstanceRequestsRequest request;
  request.spot_instance_request_ids = {id};
  return request;
}

// Goal: the loop of the workshop's script: the reply says open, the first describe has the
// instance.
TEST(SpotRequests, FirstDescribeSettlesTheRequest) {
  World world;
  const auto made = request_spot_instances(world.ec2(), World::spot_request());
  ASSERT_TRUE(made.has_value()) << made.error().message;
  const api::ec2::SpotInstanceRequest& open = made->spot_instance_requests[0];
  EXPECT_EQ(*open.state, "open");
  EXPECT_EQ(*open.status->code, "pending-evaluation");
  EXPECT_EQ(*open.status->message,
            "Your Spot request has been submitted for review, and is pending evaluation.");
  EXPECT_FALSE(open.instance_id.has_value());
  EXPECT_EQ(*open.valid_until, World::start + std::chrono::days{7});

  const auto seen =
      describe_spot_instance_requests(world.ec2(), describe(*open.spot_instance_request_id));
  ASSERT_TRUE(seen.has_value());
  const api::ec2::SpotInstanceRequest& active = seen->spot_instance_requests[0];
  EXPECT_EQ(*active.state, "active");
  EXPECT_EQ(*active.status->code, "fulfilled");
  EXPECT_EQ(*active.status->message, "Your spot request is fulfilled.");
  EXPECT_TRUE(active.instance_id->starts_with("i-"));
  EXPECT_EQ(*active.launched_availability_zone, "us-east-1a");
}

TEST(SpotRequests, CancelledRequestLeavesItsInstanceAndStaysVisible) {
  World world;
  const std::string id = world.run_spot_instance();
  const std::string request = world.request_of(id).id;
  api::ec2::CancelSpotInstanceRequestsRequest cancel;
  cancel.spot_instance_request_ids = {request};
  const auto cancelled = cancel_spot_instance_requests(world.ec2(), cancel);
  EXPECT_EQ(*cancelled->cancelled_spot_instance_requests[0].state, "cancelled");
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::RequestCanceledAndInstanceRunning);
  world.run_for(1h);
  EXPECT_TRUE(describe_spot_instance_requests(world.ec2(), describe(request)).has_value());
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.settle();
  EXPECT_EQ(world.request_of(id).state, SpotState::Cancelled);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceTerminatedByUser);
}

TEST(SpotRequests, WaitForTheirDateForCapacityAndForThePrice) {
  World world;
  auto later = World::spot_request();
  later.valid_from = World::start + 1h;
  auto cheap = World::spot_request();
  cheap.spot_price = "0.000001";
  const auto scheduled = request_spot_instances(world.ec2(), later);
  const auto low = request_spot_instances(world.ec2(), cheap);
  world.settle();
  const auto status = [&](const auto& made) {
    return code(world.ec2()
                    .find_request(*made->spot_instance_requests[0].spot_instance_request_id)
                    ->status);
  };
  EXPECT_EQ(status(scheduled), "not-scheduled-yet");
  EXPECT_EQ(status(low), "price-too-low");
  world.ec2().set_spot_capacity(false);
  world.run_for(1h);
  EXPECT_EQ(status(scheduled), "capacity-not-available");
  world.ec2().set_spot_capacity(true);
  world.settle();
  EXPECT_EQ(status(scheduled), "fulfilled");
  world.run_for(std::chrono::days{7});
  EXPECT_EQ(status(low), "schedule-expired");
}

TEST(SpotRequests, TerminatedByItsUserAPersistentRequestIsFulfilledAgain) {
  World world;
  auto request = World::spot_request();
  request.type = "persistent";
  const std::string id = world.run_spot_instance(request);
  const std::string request_id = world.request_of(id).id;
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.settle();
  EXPECT_NE(world.ec2().find_request(request_id)->instance_id, id);
  EXPECT_EQ(world.ec2().find_request(request_id)->state, SpotState::Active);
}

TEST(SpotRequests, UnknownImageIsABadParameterWithStrictIds) {
  World world{Ec2Options{.strict_ids = true}};
  const auto made = request_spot_instances(world.ec2(), World::spot_request());
  ASSERT_TRUE(made.has_value()) << made.error().message;
  const auto seen = describe_spot_instance_requests(
      world.ec2(), describe(*made->spot_instance_requests[0].spot_instance_request_id));
  EXPECT_EQ(*seen->spot_instance_requests[0].state, "failed");
  EXPECT_EQ(*seen->spot_instance_requests[0].status->code, "bad-parameters");
  EXPECT_EQ(*seen->spot_instance_requests[0].fault->code, "InvalidAMIID.NotFound");
}

TEST(SpotRequests, StoppedByTheUserTheUserStartsItAgain) {
  World world;
  auto request = World::spot_request();
  request.type = "persistent";
  const std::string id = world.run_spot_instance(request);
  api::ec2::StopInstancesRequest stop;
  stop.instance_ids = {id};
  ASSERT_TRUE(stop_instances(world.ec2(), stop).has_value());
  EXPECT_EQ(world.request_of(id).status, SpotStatus::MarkedForStop);
  world.settle();
  EXPECT_EQ(world.request_of(id).status, SpotStatus::InstanceStoppedByUser);
  EXPECT_EQ(world.request_of(id).state, SpotState::Disabled);
  world.run_for(10min);
  EXPECT_EQ(world.instance(id).state, InstanceState::Stopped);
  api::ec2::StartInstancesRequest start;
  start.instance_ids = {id};
  ASSERT_TRUE(start_instances(world.ec2(), start).has_value());
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  EXPECT_EQ(world.request_of(id).status, SpotStatus::Fulfilled);
}

}  // namespace
}  // namespace spotdrill::ec2
