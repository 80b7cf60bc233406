#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using ZonesRequest = api::ec2::DescribeAvailabilityZonesRequest;

std::vector<std::string> zone_names(DescribeWorld& world, const ZonesRequest& request) {
  std::vector<std::string> names;
  const auto described = describe_availability_zones(world.ec2(), request);
  EXPECT_TRUE(described.has_value()) << refusal_of(described);
  if (!described.has_value()) return names;
  for (const auto& zone : described->availability_zones) names.push_back(*zone.zone_name);
  return names;
}

TEST(DescribeAvailabilityZones, ListsThoseOfTheRegion) {
  DescribeWorld world;
  EXPECT_THAT(zone_names(world, {}), ElementsAre("us-east-1a", "us-east-1b", "us-east-1c",
                                                 "us-east-1d", "us-east-1e", "us-east-1f"));
  const auto described = describe_availability_zones(world.ec2(), {});
  const auto& zone = described->availability_zones[0];
  EXPECT_EQ(zone.state, "available");
  EXPECT_EQ(zone.region_name, "us-east-1");
  EXPECT_EQ(zone.zone_id, "use1-az6");
  EXPECT_EQ(zone.zone_type, "availability-zone");
}

TEST(DescribeAvailabilityZones, NamesIdsAndFiltersNarrow) {
  DescribeWorld world;
  ZonesRequest request;
  request.zone_names = {"us-east-1c", "us-east-1a"};
  EXPECT_THAT(zone_names(world, request), ElementsAre("us-east-1a", "us-east-1c"));
  request.filters = {filter("zone-id", {"use1-az2", "use1-az4"})};
  EXPECT_THAT(zone_names(world, request), ElementsAre("us-east-1c"));
  request = {};
  request.zone_ids = {"use1-az6"};
  EXPECT_THAT(zone_names(world, request), ElementsAre("us-east-1a"));
  request = {};
  request.filters = {filter("state", {"impaired"})};
  EXPECT_THAT(zone_names(world, request), IsEmpty());
}

TEST(DescribeAvailabilityZones, UnknownNamesAndFiltersAreRefused) {
  DescribeWorld world;
  ZonesRequest request;
  request.zone_names = {"us-east-1a", "mars-1a"};
  EXPECT_EQ(refusal_of(describe_availability_zones(world.ec2(), request)),
            "InvalidParameterValue: Invalid availability zone: [mars-1a]");
  request = {};
  request.zone_ids = {"use9-az9"};
  EXPECT_EQ(describe_availability_zones(world.ec2(), request).error().code,
            "InvalidParameterValue");
  request = {};
  request.filters = {filter("colour", {"red"})};
  EXPECT_EQ(refusal_of(describe_availability_zones(world.ec2(), request)),
            "InvalidParameterValue: The filter 'colour' is invalid");
  EXPECT_EQ(dry_run(world, "DescribeAvailabilityZones", ZonesRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
