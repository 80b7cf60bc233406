#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;

using TagsRequest = api::ec2::DescribeTagsRequest;

TEST(DescribeTags, FiltersNarrow) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const std::string other = world.run_instance();
  world.ec2().edit_instance(id).tags = {{"Name", "a"}, {"team", "x"}};
  world.ec2().edit_instance(other).tags = {{"Name", "b"}};
  const auto count = [&](std::vector<api::ec2::Filter> filters) {
    TagsRequest request;
    request.filters = std::move(filters);
    return describe_tags(world.ec2(), request)->tags.size();
  };
  EXPECT_EQ(count({}), 3U);
  EXPECT_EQ(count({filter("resource-id", {id})}), 2U);
  EXPECT_EQ(count({filter("key", {"Name"}), filter("value", {"b"})}), 1U);
  EXPECT_EQ(count({filter("tag:Name", {"*"})}), 2U) << "the tag itself, not its neighbours";
  EXPECT_EQ(count({filter("resource-type", {"volume"})}), 0U);
  TagsRequest request;
  request.filters = {filter("colour", {"red"})};
  EXPECT_EQ(describe_tags(world.ec2(), request).error().code, "InvalidParameterValue");
}

TEST(DescribeTags, PagesAreFollowedByTheirTokens) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  for (int i = 0; i < 12; ++i) {
    world.ec2().edit_instance(id).tags["k" + std::to_string(i)] = "v";
  }
  TagsRequest request;
  request.max_results = 5;
  EXPECT_THAT(page_sizes(world.ec2(), describe_tags, request, &api::ec2::DescribeTagsResult::tags),
              ElementsAre(5, 5, 2));
  request.max_results = 4;
  EXPECT_EQ(describe_tags(world.ec2(), request).error().code, "InvalidParameterValue");
  EXPECT_EQ(dry_run(world, "DescribeTags", TagsRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
