#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using SpotRequestsRequest = api::ec2::DescribeSpotInstanceRequestsRequest;

TEST(DescribeSpotInstanceRequests, ShowsWhatBecameOfARequest) {
  DescribeWorld world;
  const std::string id = world.instance(world.run_spot_instance()).spot_request_id;
  SpotRequestsRequest request;
  request.spot_instance_request_ids = {id};
  const auto described = describe_spot_instance_requests(world.ec2(), request);
  ASSERT_EQ(described->spot_instance_requests.size(), 1U);
  const auto& shown = described->spot_instance_requests[0];
  EXPECT_EQ(shown.state, "active");
  EXPECT_EQ(shown.status->code, "fulfilled");
  EXPECT_EQ(shown.type, "one-time");
  EXPECT_EQ(shown.instance_interruption_behavior, "terminate");
  EXPECT_EQ(shown.create_time->time_since_epoch() % 1s, Duration{0});
}

TEST(DescribeSpotInstanceRequests, FiltersNarrow) {
  DescribeWorld world;
  const std::string first = world.run_spot_instance();
  const std::string second = world.run_spot_instance();
  world.ec2().begin_shutdown(first, StateReason::UserInitiatedShutdown);
  world.settle();
  const auto found = [&](std::vector<api::ec2::Filter> filters) {
    SpotRequestsRequest request;
    request.filters = std::move(filters);
    std::vector<std::string> instances;
    const auto described = describe_spot_instance_requests(world.ec2(), request);
    for (const auto& each : described->spot_instance_requests) {
      instances.push_back(*each.instance_id);
    }
    return instances;
  };
  EXPECT_THAT(found({filter("state", {"active"})}), ElementsAre(second));
  EXPECT_THAT(found({filter("status-code", {"instance-terminated-*"})}), ElementsAre(first));
  EXPECT_THAT(found({filter("instance-id", {first, second})}), SizeIs(2));
  EXPECT_THAT(found({filter("launch.instance-type", {"m5.large"})}), IsEmpty());
  SpotRequestsRequest request;
  request.filters = {filter("colour", {"red"})};
  EXPECT_EQ(refusal_of(describe_spot_instance_requests(world.ec2(), request)),
            "InvalidParameterValue: The filter 'colour' is invalid");
}

TEST(DescribeSpotInstanceRequests, UnknownAndMalformedIdsAreRefused) {
  DescribeWorld world;
  SpotRequestsRequest request;
  request.spot_instance_request_ids = {"sir-abcdefgh"};
  EXPECT_EQ(describe_spot_instance_requests(world.ec2(), request).error().code,
            "InvalidSpotInstanceRequestID.NotFound");
  request.spot_instance_request_ids = {"bogus"};
  EXPECT_EQ(describe_spot_instance_requests(world.ec2(), request).error().code,
            "InvalidSpotInstanceRequestID.Malformed");
}

TEST(DescribeSpotInstanceRequests, PagesAreFollowedByTheirTokens) {
  DescribeWorld world;
  for (int i = 0; i < 7; ++i) world.run_spot_instance();
  SpotRequestsRequest request;
  request.max_results = 5;
  EXPECT_THAT(page_sizes(world.ec2(), describe_spot_instance_requests, request,
                         &api::ec2::DescribeSpotInstanceRequestsResult::spot_instance_requests),
              ElementsAre(5, 2));
  request.spot_instance_request_ids = {"sir-abcdefgh"};
  EXPECT_EQ(describe_spot_instance_requests(world.ec2(), request).error().code,
            "InvalidParameterCombination");
  EXPECT_EQ(dry_run(world, "DescribeSpotInstanceRequests", SpotRequestsRequest{}),
            "DryRunOperation");
}

// Goal: what a request left open is shown once it is known: the default group at once, the subnet
// when the instance has one.
TEST(DescribeSpotInstanceRequests, DefaultGroupAndSubnetAreShown) {
  DescribeWorld world;
  const std::string id = world.run_spot_instance();
  const auto shown = describe_spot_instance_requests(world.ec2(), {});
  ASSERT_TRUE(shown.has_value());
  const auto& launch = *shown->spot_instance_requests.at(0).launch_specification;
  EXPECT_EQ(launch.subnet_id, world.instance(id).subnet_id);
  ASSERT_EQ(launch.security_groups.size(), 1U);
  EXPECT_EQ(launch.security_groups[0].group_name, "default");
  EXPECT_EQ(launch.security_groups[0].group_id, world.instance(id).security_groups[0].id);
}

}  // namespace
}  // namespace spotdrill::ec2
