#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

using RegionsRequest = api::ec2::DescribeRegionsRequest;

std::vector<std::string> region_names(DescribeWorld& world, const RegionsRequest& request) {
  std::vector<std::string> names;
  const auto described = describe_regions(world.ec2(), request);
  EXPECT_TRUE(described.has_value()) << refusal_of(described);
  if (!described.has_value()) return names;
  for (const auto& region : described->regions) names.push_back(*region.region_name);
  return names;
}

TEST(DescribeRegions, ListsWhatTheAccountHasUnlessAllAreAskedFor) {
  DescribeWorld world;
  const auto own = region_names(world, {});
  EXPECT_THAT(own, SizeIs(17));
  EXPECT_THAT(own, testing::Not(testing::Contains("af-south-1")));
  RegionsRequest request;
  request.all_regions = true;
  EXPECT_THAT(region_names(world, request), testing::Contains("af-south-1"));
}

TEST(DescribeRegions, NamesAndFiltersNarrow) {
  DescribeWorld world;
  RegionsRequest request;
  request.region_names = {"eu-west-1", "af-south-1"};
  EXPECT_THAT(region_names(world, request), ElementsAre("af-south-1", "eu-west-1"));
  const auto described = describe_regions(world.ec2(), request);
  EXPECT_EQ(described->regions[0].opt_in_status, "not-opted-in");
  EXPECT_EQ(described->regions[1].endpoint, "ec2.eu-west-1.amazonaws.com");
  request = {};
  request.filters = {filter("region-name", {"us-*"}), filter("endpoint", {"*2.amazonaws.com"})};
  EXPECT_THAT(region_names(world, request), ElementsAre("us-east-2", "us-west-2"));
}

TEST(DescribeRegions, UnknownNamesAndFiltersAreRefused) {
  DescribeWorld world;
  RegionsRequest request;
  request.region_names = {"mars-north-1"};
  EXPECT_EQ(refusal_of(describe_regions(world.ec2(), request)),
            "InvalidParameterValue: Invalid region provided: [mars-north-1]");
  request = {};
  request.filters = {filter("region-name", {})};
  EXPECT_EQ(refusal_of(describe_regions(world.ec2(), request)),
            "InvalidParameterValue: The filter 'region-name' must have at least one value");
  EXPECT_EQ(dry_run(world, "DescribeRegions", RegionsRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
