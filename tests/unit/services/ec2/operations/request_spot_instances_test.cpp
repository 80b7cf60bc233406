#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;
using SpotInstancesRequest = api::ec2::RequestSpotInstancesRequest;

AwsError refusal(World& world, const SpotInstancesRequest& request) {
  const auto made = request_spot_instances(world.ec2(), request);
  EXPECT_FALSE(made.has_value());
  return made.has_value() ? AwsError{} : made.error();
}

TEST(RequestSpotInstances, BehaviorsOtherThanTerminateNeedAPersistentRequest) {
  World world;
  auto request = World::spot_request();
  request.instance_interruption_behavior = "stop";
  EXPECT_EQ(refusal(world, request).code, "InvalidParameterCombination");
  EXPECT_EQ(refusal(world, request).message,
            "The request with type 'null' is not supported when instanceInterruptionBehavior is "
            "set to 'stop'.");
  request.type = "persistent";
  EXPECT_TRUE(request_spot_instances(world.ec2(), request).has_value());
}

TEST(RequestSpotInstances, UserDataIsBase64OfAtMost16Kilobytes) {
  World world;
  auto request = World::spot_request();
  request.launch_specification->user_data = "not base64!";
  EXPECT_EQ(refusal(world, request).message, "Invalid BASE64 encoding of user data.");
  request.launch_specification->user_data = base64_encode(std::string(16385, 'x'));
  EXPECT_EQ(refusal(world, request).message, "User data is limited to 16384 bytes");
  request.launch_specification->user_data = base64_encode("#!/bin/sh\necho hello\n");
  const std::string id = world.run_spot_instance(request);
  EXPECT_EQ(world.host().boot_of(id)->user_data, "#!/bin/sh\necho hello\n");
}

TEST(RequestSpotInstances, ClientTokenMakesItIdempotent) {
  World world;
  auto request = World::spot_request();
  request.client_token = "token-1";
  const auto first = request_spot_instances(world.ec2(), request);
  const auto second = request_spot_instances(world.ec2(), request);
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_EQ(first->spot_instance_requests[0].spot_instance_request_id,
            second->spot_instance_requests[0].spot_instance_request_id);
  request.instance_count = 2;
  EXPECT_EQ(refusal(world, request).code, "IdempotentParameterMismatch");
  world.run_for(25h);
  EXPECT_TRUE(request_spot_instances(world.ec2(), request).has_value());
}

TEST(RequestSpotInstances, RefusesWhatAwsRefuses) {
  World world;
  auto blocks = World::spot_request();
  blocks.block_duration_minutes = 60;
  EXPECT_EQ(refusal(world, blocks).message, "BlockDurationMinutes is not a valid parameter.");
  SpotInstancesRequest empty;
  EXPECT_EQ(refusal(world, empty).message,
            "The request must contain the parameter LaunchSpecification");
  auto late = World::spot_request();
  late.valid_until = World::start - 1s;
  EXPECT_EQ(refusal(world, late).code, "InvalidParameterValue");
  auto type = World::spot_request();
  type.launch_specification->instance_type = "t3.nope";
  EXPECT_EQ(refusal(world, type).code, "InvalidParameterValue");
  auto tags = World::spot_request();
  tags.tag_specifications.emplace_back().resource_type = "instance";
  EXPECT_EQ(refusal(world, tags).message,
            "'instance' is not a valid taggable resource type for this operation.");
  auto price = World::spot_request();
  price.spot_price = "much";
  EXPECT_EQ(refusal(world, price).code, "InvalidParameterValue");
}

TEST(RequestSpotInstances, ReplyRepeatsTheLaunchSpecification) {
  World world;
  auto request = World::spot_request();
  request.spot_price = "0.0208";
  request.launch_specification->subnet_id = "subnet-00e36a47c007ede0b";
  request.launch_specification->security_group_ids = {"sg-02b0434e8ce793b88"};
  request.launch_specification->iam_instance_profile.emplace().arn =
      "arn:aws:iam::238810465798:instance-profile/FisStackAsg";
  auto& tags = request.tag_specifications.emplace_back();
  tags.resource_type = "spot-instances-request";
  tags.tags.push_back({.key = "Name", .value = "drill"});
  const auto made = request_spot_instances(world.ec2(), request);
  ASSERT_TRUE(made.has_value()) << made.error().message;
  const auto& reply = made->spot_instance_requests[0];
  EXPECT_EQ(*reply.spot_price, "0.020800");
  EXPECT_EQ(*reply.type, "one-time");
  EXPECT_EQ(*reply.product_description, "Linux/UNIX");
  EXPECT_EQ(*reply.tags.at(0).value, "drill");
  const auto& launch = *reply.launch_specification;
  EXPECT_EQ(*launch.subnet_id, "subnet-00e36a47c007ede0b");
  EXPECT_EQ(*launch.security_groups.at(0).group_id, "sg-02b0434e8ce793b88");
  EXPECT_EQ(*launch.iam_instance_profile->name, "FisStackAsg");
  EXPECT_FALSE(launch.user_data.has_value());
}

}  // namespace
}  // namespace spotdrill::ec2
