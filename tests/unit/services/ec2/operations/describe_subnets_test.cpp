#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using SubnetsRequest = api::ec2::DescribeSubnetsRequest;

constexpr const char* foreign_subnet = "subnet-00e36a47c007ede0b";

TEST(DescribeSubnets, DefaultOnesCountTheirFreeAddresses) {
  DescribeWorld world;
  const std::string id = world.instance(world.run_instance()).subnet_id;
  SubnetsRequest request;
  request.subnet_ids = {id};
  const auto described = describe_subnets(world.ec2(), request);
  ASSERT_EQ(described->subnets.size(), 1U);
  const auto& subnet = described->subnets[0];
  EXPECT_EQ(subnet.cidr_block, "172.31.0.0/20");
  EXPECT_EQ(subnet.available_ip_address_count, 4090) << "4096, less AWS's five and the instance's";
  EXPECT_EQ(subnet.default_for_az, true);
  EXPECT_EQ(subnet.map_public_ip_on_launch, true);
}

TEST(DescribeSubnets, IdsAreAdoptedUnlessTheyAreStrict) {
  SubnetsRequest request;
  request.subnet_ids = {foreign_subnet};
  DescribeWorld lenient;
  const auto adopted = describe_subnets(lenient.ec2(), request);
  ASSERT_TRUE(adopted.has_value());
  EXPECT_EQ(adopted->subnets.at(0).default_for_az, false);
  DescribeWorld strict{Ec2Options{.strict_ids = true}};
  EXPECT_EQ(refusal_of(describe_subnets(strict.ec2(), request)),
            "InvalidSubnetID.NotFound: The subnet ID 'subnet-00e36a47c007ede0b' does not exist");
  request.subnet_ids = {"bogus"};
  EXPECT_EQ(refusal_of(describe_subnets(lenient.ec2(), request)),
            "InvalidSubnetID.NotFound: The subnet ID 'bogus' does not exist");
}

TEST(DescribeSubnets, FiltersAndPages) {
  DescribeWorld world;
  SubnetsRequest request;
  request.filters = {filter("availability-zone", {"us-east-1b", "us-east-1c"}),
                     filter("default-for-az", {"true"})};
  EXPECT_THAT(describe_subnets(world.ec2(), request)->subnets, SizeIs(2));
  request.filters = {filter("vpc-id", {"vpc-0"})};
  EXPECT_THAT(describe_subnets(world.ec2(), request)->subnets, IsEmpty());
  request = {};
  request.max_results = 5;
  EXPECT_THAT(
      page_sizes(world.ec2(), describe_subnets, request, &api::ec2::DescribeSubnetsResult::subnets),
      ElementsAre(5, 1));
  request.max_results = 4;
  EXPECT_EQ(describe_subnets(world.ec2(), request).error().code, "InvalidParameterValue");
  EXPECT_EQ(dry_run(world, "DescribeSubnets", SubnetsRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
