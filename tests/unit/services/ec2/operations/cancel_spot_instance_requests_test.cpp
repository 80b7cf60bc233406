#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using CancelRequest = api::ec2::CancelSpotInstanceRequestsRequest;

TEST(CancelSpotInstanceRequests, LeavesTheInstanceRunning) {
  DescribeWorld world;
  const std::string instance = world.run_spot_instance();
  const std::string id = world.instance(instance).spot_request_id;
  const auto cancelled =
      cancel_spot_instance_requests(world.ec2(), {.spot_instance_request_ids = {id, id}});
  ASSERT_TRUE(cancelled.has_value());
  EXPECT_THAT(cancelled->cancelled_spot_instance_requests, SizeIs(1)) << "once each";
  EXPECT_EQ(cancelled->cancelled_spot_instance_requests[0].state, "cancelled");
  EXPECT_EQ(world.instance(instance).state, InstanceState::Running);
  EXPECT_EQ(world.ec2().find_request(id)->status, SpotStatus::RequestCanceledAndInstanceRunning);
}

TEST(CancelSpotInstanceRequests, OpenRequestGetsNoInstance) {
  DescribeWorld world{Ec2Options{.settle_delay = 1min}};
  api::ec2::RequestSpotInstancesRequest request;
  request.launch_specification.emplace().image_id = "ami-0de1377598c572f0b";
  const auto made = request_spot_instances(world.ec2(), request);
  const std::string id = *made->spot_instance_requests.at(0).spot_instance_request_id;
  ASSERT_TRUE(
      cancel_spot_instance_requests(world.ec2(), {.spot_instance_request_ids = {id}}).has_value());
  EXPECT_EQ(world.ec2().find_request(id)->status, SpotStatus::CanceledBeforeFulfillment);
  EXPECT_THAT(world.ec2().instances(), IsEmpty());
}

TEST(CancelSpotInstanceRequests, OneUnknownIdRefusesTheWholeCall) {
  DescribeWorld world;
  const std::string id = world.instance(world.run_spot_instance()).spot_request_id;
  CancelRequest request;
  request.spot_instance_request_ids = {id, "sir-abcdefgh"};
  EXPECT_EQ(cancel_spot_instance_requests(world.ec2(), request).error().code,
            "InvalidSpotInstanceRequestID.NotFound");
  request.spot_instance_request_ids = {id, "bogus"};
  EXPECT_EQ(cancel_spot_instance_requests(world.ec2(), request).error().code,
            "InvalidSpotInstanceRequestID.Malformed");
  EXPECT_EQ(world.ec2().find_request(id)->state, SpotState::Active);
  EXPECT_EQ(dry_run(world, "CancelSpotInstanceRequests", CancelRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
