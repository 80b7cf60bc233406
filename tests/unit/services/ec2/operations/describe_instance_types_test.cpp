#include <gmock/gmock.h>

#include "services/ec2/instance_types.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using TypesRequest = api::ec2::DescribeInstanceTypesRequest;

std::vector<std::string> type_names(DescribeWorld& world, const TypesRequest& request) {
  std::vector<std::string> names;
  const auto described = describe_instance_types(world.ec2(), request);
  EXPECT_TRUE(described.has_value()) << refusal_of(described);
  if (!described.has_value()) return names;
  for (const auto& type : described->instance_types) names.push_back(*type.instance_type);
  return names;
}

// Goal: the wording that scripts look for; with lenient ids, too.
TEST(DescribeInstanceTypes, UnknownOnesAreNamed) {
  TypesRequest request;
  request.instance_types = {"t3.small", "bogus", "t3.gigantic"};
  DescribeWorld lenient;
  DescribeWorld strict{Ec2Options{.strict_ids = true}};
  for (DescribeWorld* world : {&lenient, &strict}) {
    EXPECT_EQ(refusal_of(describe_instance_types(world->ec2(), request)),
              "InvalidInstanceType: The following supplied instance types do not exist: "
              "[bogus, t3.gigantic]");
  }
  request.instance_types = {"z9gn.4xlarge"};
  const auto made = describe_instance_types(lenient.ec2(), request);
  ASSERT_TRUE(made.has_value()) << "a name that has the form of a type";
  EXPECT_EQ(made->instance_types[0].v_cpu_info->default_v_cpus, 16);
  EXPECT_EQ(describe_instance_types(strict.ec2(), request).error().code, "InvalidInstanceType");
}

TEST(DescribeInstanceTypes, NamesAndFiltersNarrow) {
  DescribeWorld world;
  TypesRequest request;
  request.instance_types = {"m5.large", "c5.large"};
  EXPECT_THAT(type_names(world, request), ElementsAre("c5.large", "m5.large"));
  request = {};
  request.filters = {filter("free-tier-eligible", {"true"}),
                     filter("processor-info.supported-architecture", {"arm64"})};
  EXPECT_THAT(type_names(world, request), ElementsAre("t4g.micro", "t4g.small"));
  request.filters = {filter("instance-type", {"c5.large"}), filter("current-generation", {"true"})};
  EXPECT_THAT(type_names(world, request), IsEmpty());
  request.filters = {filter("instance-type", {"c5a.large"}),
                     filter("current-generation", {"true"})};
  EXPECT_THAT(type_names(world, request), ElementsAre("c5a.large"));
}

TEST(DescribeInstanceTypes, PagesAreFollowedByTheirTokens) {
  DescribeWorld world;
  const auto total = instance_type_facts().size();
  ASSERT_GT(total, 100U);
  EXPECT_THAT(page_sizes(world.ec2(), describe_instance_types, TypesRequest{},
                         &api::ec2::DescribeInstanceTypesResult::instance_types),
              ElementsAre(100, total - 100));
  TypesRequest request;
  request.filters = {filter("instance-type", {"t3.*"})};
  request.max_results = 5;
  EXPECT_THAT(page_sizes(world.ec2(), describe_instance_types, request,
                         &api::ec2::DescribeInstanceTypesResult::instance_types),
              ElementsAre(5, 2));
  request.max_results = 101;
  EXPECT_EQ(describe_instance_types(world.ec2(), request).error().code, "InvalidParameterValue");
  EXPECT_EQ(dry_run(world, "DescribeInstanceTypes", TypesRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
