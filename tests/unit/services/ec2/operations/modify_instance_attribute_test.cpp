#include "services/ec2/instance_operations.hpp"
#include "services/ec2/operations/describe_world.hpp"
#include "services/ec2/volume_operations.hpp"

namespace spotdrill::ec2 {
namespace {

using ModifyRequest = api::ec2::ModifyInstanceAttributeRequest;

ModifyRequest modification_of(const std::string& id) {
  ModifyRequest request;
  request.instance_id = id;
  return request;
}

TEST(ModifyInstanceAttribute, ChangesWhatARunningInstanceMayHaveChanged) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  ModifyRequest request = modification_of(id);
  request.disable_api_termination.emplace().value = true;
  request.instance_initiated_shutdown_behavior.emplace().value = "terminate";
  request.groups = {"sg-0123456789abcdef0"};
  auto& device = request.block_device_mappings.emplace_back();
  device.device_name = world.instance(id).root_device_name;
  device.ebs.emplace().delete_on_termination = false;
  ASSERT_EQ(refusal_of(modify_instance_attribute(world.ec2(), request)), "none");
  const Instance& instance = world.instance(id);
  EXPECT_TRUE(instance.disable_api_termination);
  EXPECT_EQ(instance.shutdown_behavior, "terminate");
  EXPECT_EQ(instance.security_groups.at(0).id, "sg-0123456789abcdef0");
  EXPECT_FALSE(instance.volumes.at(0).delete_on_termination);
  EXPECT_EQ(refusal_of(terminate_instances(world.ec2(), {.instance_ids = {id}})).substr(0, 21),
            "OperationNotPermitted");

  ModifyRequest old = modification_of(id);
  old.attribute = "disableApiTermination";
  old.value = "false";
  ASSERT_EQ(refusal_of(modify_instance_attribute(world.ec2(), old)), "none");
  EXPECT_FALSE(world.instance(id).disable_api_termination);
}

TEST(ModifyInstanceAttribute, TypeAndUserDataNeedAStoppedInstance) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  ModifyRequest request = modification_of(id);
  request.instance_type.emplace().value = "m5.large";
  EXPECT_EQ(refusal_of(modify_instance_attribute(world.ec2(), request)),
            "IncorrectInstanceState: The instance '" + id + "' is not in the 'stopped' state.");
  ASSERT_EQ(refusal_of(stop_instances(world.ec2(), {.instance_ids = {id}})), "none");
  world.settle();
  ASSERT_EQ(refusal_of(modify_instance_attribute(world.ec2(), request)), "none");
  EXPECT_EQ(world.instance(id).instance_type, "m5.large");
  EXPECT_EQ(world.instance(id).cpu_credits, "");
  request.instance_type->value = "m6g.large";
  EXPECT_EQ(refusal_of(modify_instance_attribute(world.ec2(), request)).substr(0, 21),
            "InvalidParameterValue");
}

TEST(ModifyInstanceAttribute, WhatHasNoEffectIsRefusedByName) {
  DescribeWorld world;
  ModifyRequest request = modification_of(world.run_instance());
  request.kernel.emplace().value = "aki-1";
  EXPECT_EQ(refusal_of(modify_instance_attribute(world.ec2(), request)),
            "UnsupportedOperation: The attribute 'kernel' can't be modified: spotdrill does not "
            "act on it.");
}

TEST(DescribeInstanceCreditSpecifications, NamesUnlimitedOnesUnlessOthersAreAskedFor) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const auto all = describe_instance_credit_specifications(world.ec2(), {});
  ASSERT_EQ(refusal_of(all), "none");
  ASSERT_EQ(all->instance_credit_specifications.size(), 1U);
  EXPECT_EQ(all->instance_credit_specifications[0].cpu_credits, "unlimited");
  EXPECT_EQ(refusal_of(describe_instance_credit_specifications(
                           world.ec2(), {.instance_ids = {"i-0123456789abcdef0"}}))
                .substr(0, 26),
            "InvalidInstanceID.NotFound");
}

TEST(DescribeVolumes, ShowsWhatInstancesHave) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const auto shown =
      describe_volumes(world.ec2(), {.filters = {filter("attachment.instance-id", {id})}});
  ASSERT_EQ(refusal_of(shown), "none");
  ASSERT_EQ(shown->volumes.size(), 1U);
  EXPECT_EQ(shown->volumes[0].volume_id, world.instance(id).volumes.at(0).volume_id);
  EXPECT_EQ(shown->volumes[0].iops, 3000);
  EXPECT_EQ(refusal_of(describe_volumes(world.ec2(), {.volume_ids = {"vol-1"}})),
            "InvalidVolume.NotFound: The volume 'vol-1' does not exist.");
}

TEST(DescribeInstanceTypeOfferings, OfATypeInEveryZone) {
  DescribeWorld world;
  const auto shown = describe_instance_type_offerings(
      world.ec2(),
      {.location_type = "availability-zone", .filters = {filter("instance-type", {"t3.small"})}});
  ASSERT_EQ(refusal_of(shown), "none");
  EXPECT_EQ(shown->instance_type_offerings.size(), world.ec2().catalogue().zones().size());
}

TEST(GetSpotPlacementScores, FallWhenThereIsNoCapacity) {
  DescribeWorld world;
  const api::ec2::GetSpotPlacementScoresRequest request{
      .instance_types = {"m5.large", "m5.xlarge", "c5.large"}, .target_capacity = 1};
  EXPECT_EQ(get_spot_placement_scores(world.ec2(), request)->spot_placement_scores.at(0).score, 10);
  world.ec2().set_spot_capacity(false);
  EXPECT_EQ(get_spot_placement_scores(world.ec2(), request)->spot_placement_scores.at(0).score, 1);
}

TEST(DescribeAccountAttributes, NamesTheDefaultVpc) {
  DescribeWorld world;
  const auto shown = describe_account_attributes(world.ec2(), {.attribute_names = {"default-vpc"}});
  ASSERT_EQ(refusal_of(shown), "none");
  EXPECT_EQ(shown->account_attributes.at(0).attribute_values.at(0).attribute_value,
            world.ec2().catalogue().default_vpc_id());
}

}  // namespace
}  // namespace spotdrill::ec2
