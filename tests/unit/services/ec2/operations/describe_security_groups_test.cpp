#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

using GroupsRequest = api::ec2::DescribeSecurityGroupsRequest;

std::vector<std::string> group_names(DescribeWorld& world, const GroupsRequest& request) {
  std::vector<std::string> names;
  const auto described = describe_security_groups(world.ec2(), request);
  EXPECT_TRUE(described.has_value()) << refusal_of(described);
  if (!described.has_value()) return names;
  for (const auto& group : described->security_groups) names.push_back(*group.group_name);
  return names;
}

TEST(DescribeSecurityGroups, DefaultGroupAdmitsItself) {
  DescribeWorld world;
  const auto described = describe_security_groups(world.ec2(), {});
  ASSERT_EQ(described->security_groups.size(), 1U);
  const auto& group = described->security_groups[0];
  EXPECT_EQ(group.group_name, "default");
  EXPECT_EQ(group.vpc_id, world.ec2().catalogue().default_vpc_id());
  EXPECT_EQ(group.ip_permissions.at(0).user_id_group_pairs.at(0).group_id, group.group_id);
  EXPECT_EQ(group.ip_permissions_egress.at(0).ip_ranges.at(0).cidr_ip, "0.0.0.0/0");
}

TEST(DescribeSecurityGroups, IdsAndNamesAreAdoptedUnlessTheyAreStrict) {
  GroupsRequest request;
  request.group_ids = {"sg-02b0434e8ce793b88"};
  DescribeWorld lenient;
  EXPECT_THAT(group_names(lenient, request), ElementsAre("sg-02b0434e8ce793b88"));
  DescribeWorld strict{Ec2Options{.strict_ids = true}};
  EXPECT_EQ(refusal_of(describe_security_groups(strict.ec2(), request)),
            "InvalidGroup.NotFound: The security group 'sg-02b0434e8ce793b88' does not exist");
  request = {};
  request.group_names = {"web"};
  EXPECT_THAT(group_names(lenient, request), ElementsAre("web"));
  EXPECT_EQ(describe_security_groups(strict.ec2(), request).error().code, "InvalidGroup.NotFound");
  request.group_names = {"default"};
  EXPECT_THAT(group_names(strict, request), ElementsAre("default"));
  request = {};
  request.group_ids = {"bogus"};
  EXPECT_EQ(refusal_of(describe_security_groups(lenient.ec2(), request)),
            "InvalidGroupId.Malformed: Invalid id: \"bogus\" (expecting \"sg-...\")");
}

TEST(DescribeSecurityGroups, FiltersAndPages) {
  DescribeWorld world;
  GroupsRequest request;
  request.group_names = {"a", "b", "c", "d", "e", "f"};
  EXPECT_THAT(group_names(world, request), SizeIs(6));
  request = {};
  request.filters = {filter("group-name", {"?"})};
  EXPECT_THAT(group_names(world, request), SizeIs(6));
  request.filters = {filter("ip-permission.protocol", {"-1"})};
  EXPECT_THAT(group_names(world, request), ElementsAre("default"));
  request = {};
  request.max_results = 5;
  EXPECT_THAT(page_sizes(world.ec2(), describe_security_groups, request,
                         &api::ec2::DescribeSecurityGroupsResult::security_groups),
              ElementsAre(5, 2));
  request.group_ids = {"sg-02b0434e8ce793b88"};
  EXPECT_EQ(describe_security_groups(world.ec2(), request).error().code,
            "InvalidParameterCombination");
  EXPECT_EQ(dry_run(world, "DescribeSecurityGroups", GroupsRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
