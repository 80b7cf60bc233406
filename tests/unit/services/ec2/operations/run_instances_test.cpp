#include <gtest/gtest.h>

#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;
using RunRequest = api::ec2::RunInstancesRequest;

RunRequest launch(std::int32_t min = 1, std::int32_t max = 1) {
  RunRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.instance_type = "t3.small";
  request.min_count = min;
  request.max_count = max;
  return request;
}

RunRequest spot(std::int32_t count = 1) {
  RunRequest request = launch(count, count);
  request.instance_market_options.emplace().market_type = "spot";
  return request;
}

AwsError run_refusal(World& world, const RunRequest& request) {
  const auto made = run_instances(world.ec2(), request);
  EXPECT_FALSE(made.has_value());
  return made.has_value() ? AwsError{} : made.error();
}

TEST(RunInstances, OneReservationWithIndexedInstances) {
  World world;
  const auto made = run_instances(world.ec2(), launch(2, 3));
  ASSERT_TRUE(made.has_value()) << made.error().message;
  ASSERT_EQ(made->instances.size(), 3U);
  EXPECT_EQ(*made->instances[2].ami_launch_index, 2);
  EXPECT_TRUE(made->reservation_id->starts_with("r-"));
  EXPECT_EQ(*made->owner_id, "123456789012");
}

TEST(RunInstances, SpotMarketMakesOneRequestForEachInstance) {
  World world;
  const auto made = run_instances(world.ec2(), spot(2));
  ASSERT_TRUE(made.has_value()) << made.error().message;
  EXPECT_EQ(*made->instances[0].instance_lifecycle, "spot");
  EXPECT_NE(*made->instances[0].spot_instance_request_id,
            *made->instances[1].spot_instance_request_id);
  const SpotRequest* request =
      world.ec2().find_request(*made->instances[0].spot_instance_request_id);
  EXPECT_EQ(request->state, SpotState::Active);
  EXPECT_EQ(request->instance_id, *made->instances[0].instance_id);
}

TEST(RunInstances, SpotMarketFailsAtOnce) {
  World world;
  RunRequest cheap = spot();
  cheap.instance_market_options->spot_options.emplace().max_price = "0.000001";
  EXPECT_EQ(run_refusal(world, cheap).code, "SpotMaxPriceTooLow");
  RunRequest persistent = spot();
  persistent.instance_market_options->spot_options.emplace().spot_instance_type = "persistent";
  EXPECT_EQ(run_refusal(world, persistent).code, "InvalidParameterCombination");
  world.ec2().set_spot_capacity(false);
  EXPECT_EQ(run_refusal(world, spot()).code, "InsufficientInstanceCapacity");
  EXPECT_TRUE(world.ec2().requests().empty());
  EXPECT_TRUE(world.ec2().instances().empty());
}

TEST(RunInstances, ClientTokenMakesItIdempotent) {
  World world;
  RunRequest request = launch();
  request.client_token = "token-1";
  const auto first = run_instances(world.ec2(), request);
  world.restart();
  const auto second = run_instances(world.ec2(), request);
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_EQ(first->instances[0].instance_id, second->instances[0].instance_id);
  request.instance_type = "t3.large";
  EXPECT_EQ(run_refusal(world, request).code, "IdempotentParameterMismatch");
}

TEST(RunInstances, RefusesWhatAwsRefuses) {
  World world;
  EXPECT_EQ(run_refusal(world, launch(0, 1)).code, "InvalidParameterValue");
  EXPECT_EQ(run_refusal(world, launch(2, 1)).code, "InvalidParameterCombination");
  RunRequest no_image = launch();
  no_image.image_id.reset();
  EXPECT_EQ(run_refusal(world, no_image).message, "The request must contain the parameter ImageId");
  RunRequest templated = launch();
  templated.launch_template.emplace();
  EXPECT_EQ(run_refusal(world, templated).code, "MissingParameter");
  RunRequest both = launch();
  both.subnet_id = "subnet-00e36a47c007ede0b";
  both.network_interfaces.emplace_back().device_index = 0;
  EXPECT_EQ(run_refusal(world, both).code, "InvalidParameterCombination");
}

TEST(RunInstances, MarketOptionsAreRefusedInAwsWords) {
  World world;
  RunRequest no_type = launch();
  no_type.instance_market_options.emplace().spot_options.emplace();
  EXPECT_EQ(run_refusal(world, no_type).code, "MissingParameter");
  EXPECT_EQ(run_refusal(world, no_type).message,
            "The request must contain the parameter MarketType.");
  RunRequest dated = spot();
  dated.instance_market_options->spot_options.emplace().valid_until = World::start + 1h;
  EXPECT_EQ(run_refusal(world, dated).code, "InvalidParameterCombination");
  EXPECT_EQ(run_refusal(world, dated).message,
            "The parameter validUntil cannot be specified when the SpotRequestType is set to "
            "'one-time'.");
}

TEST(RunInstances, TagKeysThatTheMetadataServiceCannotShowAreRefusedWhileItShowsTags) {
  World world;
  for (const char* key : {"a/b", "a b", ".", "..", "_index"}) {
    RunRequest request = launch();
    auto& tags = request.tag_specifications.emplace_back();
    tags.resource_type = "instance";
    tags.tags.push_back({.key = key, .value = "x"});
    EXPECT_TRUE(run_instances(world.ec2(), request).has_value()) << key;
    request.metadata_options.emplace().instance_metadata_tags = "enabled";
    EXPECT_EQ(run_refusal(world, request).message,
              "'" + std::string{key} +
                  R"(' is not a valid tag key. Tag keys must match pattern )"
                  R"(([0-9a-zA-Z\\-_+=,.@:]{1,255}), and must not be a reserved name )"
                  R"(('.', '..', '_index'))");
  }
}

TEST(RunInstances, UnknownImageIsRefusedWithStrictIds) {
  World world{Ec2Options{.strict_ids = true}};
  EXPECT_EQ(run_refusal(world, launch()).code, "InvalidAMIID.NotFound");
}

TEST(RunInstances, KeepsMetadataOptionsTagsAndProfile) {
  World world;
  RunRequest request = launch();
  request.metadata_options.emplace().http_tokens = "required";
  request.iam_instance_profile.emplace().name = "batch";
  auto& tags = request.tag_specifications.emplace_back();
  tags.resource_type = "instance";
  tags.tags.push_back({.key = "Name", .value = "worker"});
  const Instance& instance = world.instance(world.run_instance(request));
  EXPECT_EQ(instance.metadata_options.http_tokens, "required");
  EXPECT_EQ(instance.iam_profile->arn, "arn:aws:iam::123456789012:instance-profile/batch");
  EXPECT_EQ(instance.tags.at("Name"), "worker");
}

}  // namespace
}  // namespace spotdrill::ec2
