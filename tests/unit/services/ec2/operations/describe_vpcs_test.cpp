#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

using VpcsRequest = api::ec2::DescribeVpcsRequest;

TEST(DescribeVpcs, ListsTheDefaultOneAndThoseOfAdoptedSubnets) {
  DescribeWorld world;
  const auto described = describe_vpcs(world.ec2(), {});
  ASSERT_EQ(described->vpcs.size(), 1U);
  EXPECT_EQ(described->vpcs[0].vpc_id, world.ec2().catalogue().default_vpc_id());
  EXPECT_EQ(described->vpcs[0].cidr_block, "172.31.0.0/16");
  EXPECT_EQ(described->vpcs[0].is_default, true);
  ASSERT_TRUE(world.ec2().catalogue().subnet("subnet-00e36a47c007ede0b").has_value());
  VpcsRequest request;
  EXPECT_THAT(describe_vpcs(world.ec2(), request)->vpcs, SizeIs(2));
  request.filters = {filter("is-default", {"false"})};
  const auto adopted = describe_vpcs(world.ec2(), request);
  ASSERT_EQ(adopted->vpcs.size(), 1U);
  EXPECT_EQ(adopted->vpcs[0].cidr_block, "10.0.0.0/16");
  request = {};
  request.vpc_ids = {*adopted->vpcs[0].vpc_id};
  EXPECT_THAT(describe_vpcs(world.ec2(), request)->vpcs, SizeIs(1));
}

TEST(DescribeVpcs, UnknownOnesAreNamed) {
  DescribeWorld world;
  VpcsRequest request;
  request.vpc_ids = {"vpc-0", world.ec2().catalogue().default_vpc_id(), "vpc-1"};
  EXPECT_EQ(refusal_of(describe_vpcs(world.ec2(), request)),
            "InvalidVpcID.NotFound: The vpc IDs 'vpc-0, vpc-1' do not exist");
  request = {};
  request.max_results = 5;
  EXPECT_THAT(page_sizes(world.ec2(), describe_vpcs, request, &api::ec2::DescribeVpcsResult::vpcs),
              ElementsAre(1));
  request.max_results = 4;
  EXPECT_EQ(describe_vpcs(world.ec2(), request).error().code, "InvalidParameterValue");
  EXPECT_EQ(dry_run(world, "DescribeVpcs", VpcsRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
