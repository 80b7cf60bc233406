#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

using PricesRequest = api::ec2::DescribeSpotPriceHistoryRequest;

// Goal: `aws ec2 describe-spot-price-history --instance-types m5.large` shows a price below
// On-Demand for every zone, and an empty token at the end.
TEST(DescribeSpotPriceHistory, TellsOnePriceForEachZone) {
  DescribeWorld world;
  PricesRequest request;
  request.instance_types = {"m5.large"};
  request.product_descriptions = {"Linux/UNIX"};
  const auto all = describe_spot_price_history(world.ec2(), request);
  ASSERT_TRUE(all.has_value()) << refusal_of(all);
  ASSERT_THAT(all->spot_price_history, SizeIs(world.ec2().catalogue().zones().size()));
  EXPECT_EQ(all->spot_price_history[0].spot_price, "0.028800");
  EXPECT_EQ(all->spot_price_history[0].availability_zone, "us-east-1a");
  EXPECT_LE(*all->spot_price_history[0].timestamp, world.ec2().now());
  EXPECT_EQ(all->next_token, "");
  request.availability_zone = "us-east-1b";
  const auto one = describe_spot_price_history(world.ec2(), request);
  ASSERT_THAT(one->spot_price_history, SizeIs(1));
  EXPECT_EQ(one->spot_price_history[0].availability_zone, "us-east-1b");
}

TEST(DescribeSpotPriceHistory, NarrowsByProductFilterAndEnd) {
  DescribeWorld world;
  PricesRequest request;
  request.product_descriptions = {"Windows"};
  EXPECT_THAT(describe_spot_price_history(world.ec2(), request)->spot_price_history, IsEmpty());
  request = {};
  request.filters = {filter("instance-type", {"c5.*"}), filter("availability-zone", {"*a"})};
  const auto found = describe_spot_price_history(world.ec2(), request);
  ASSERT_FALSE(found->spot_price_history.empty());
  for (const auto& price : found->spot_price_history) {
    EXPECT_TRUE(price.instance_type->starts_with("c5.")) << *price.instance_type;
  }
  request.end_time = world.ec2().now() - std::chrono::days{2};
  EXPECT_THAT(describe_spot_price_history(world.ec2(), request)->spot_price_history, IsEmpty());
}

TEST(DescribeSpotPriceHistory, ComesInPages) {
  DescribeWorld world;
  PricesRequest request;
  request.max_results = 7;
  std::size_t count = 0;
  std::size_t pages = 0;
  do {
    const auto page = describe_spot_price_history(world.ec2(), request);
    ASSERT_TRUE(page.has_value()) << refusal_of(page);
    count += page->spot_price_history.size();
    ++pages;
    request.next_token = page->next_token;
  } while (!request.next_token->empty());
  EXPECT_EQ(pages, (count + 6) / 7);
  request = {};
  request.instance_types = {"bogus"};
  EXPECT_EQ(refusal_of(describe_spot_price_history(world.ec2(), request)),
            "InvalidParameterValue: Invalid value 'bogus' for InstanceType.");
}

}  // namespace
}  // namespace spotdrill::ec2
