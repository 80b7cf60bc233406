#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using ImagesRequest = api::ec2::DescribeImagesRequest;

constexpr const char* foreign_image = "ami-0de1377598c572f0b";

std::vector<std::string> image_names(DescribeWorld& world, const ImagesRequest& request) {
  std::vector<std::string> names;
  const auto described = describe_images(world.ec2(), request);
  EXPECT_TRUE(described.has_value()) << refusal_of(described);
  if (!described.has_value()) return names;
  for (const auto& image : described->images) names.push_back(*image.name);
  return names;
}

TEST(DescribeImages, ListsTheCatalogueAndWhatWasAdopted) {
  DescribeWorld world;
  EXPECT_THAT(image_names(world, {}), SizeIs(10));
  world.run_instance();
  EXPECT_THAT(image_names(world, {}), SizeIs(11));
  ImagesRequest request;
  request.owners = {"self"};
  EXPECT_THAT(image_names(world, request), ElementsAre(foreign_image));
  request.owners = {"amazon"};
  EXPECT_THAT(image_names(world, request), SizeIs(4));
  request = {};
  request.executable_users = {"all"};
  EXPECT_THAT(image_names(world, request), SizeIs(10));
}

TEST(DescribeImages, FiltersNarrow) {
  DescribeWorld world;
  ImagesRequest request;
  request.filters = {filter("name", {"al2023-ami-2023.*"}), filter("architecture", {"arm64"})};
  const auto described = describe_images(world.ec2(), request);
  ASSERT_EQ(described->images.size(), 1U);
  const auto& image = described->images[0];
  EXPECT_EQ(image.imds_support, "v2.0");
  EXPECT_EQ(image.image_owner_alias, "amazon");
  EXPECT_EQ(image.state, "available");
  EXPECT_EQ(image.block_device_mappings.at(0).device_name, image.root_device_name);
  request.filters = {filter("is-public", {"false"})};
  EXPECT_THAT(image_names(world, request), IsEmpty());
}

TEST(DescribeImages, IdsAreAdoptedUnlessTheyAreStrict) {
  ImagesRequest request;
  request.image_ids = {foreign_image};
  DescribeWorld lenient;
  EXPECT_THAT(image_names(lenient, request), ElementsAre(foreign_image));
  DescribeWorld strict{Ec2Options{.strict_ids = true}};
  EXPECT_EQ(refusal_of(describe_images(strict.ec2(), request)),
            "InvalidAMIID.NotFound: The image id '[ami-0de1377598c572f0b]' does not exist");
  for (DescribeWorld* world : {&lenient, &strict}) {
    request.image_ids = {"ami-nope"};
    EXPECT_EQ(refusal_of(describe_images(world->ec2(), request)),
              "InvalidAMIID.Malformed: Invalid id: \"ami-nope\"");
    request.image_ids = {"bogus"};
    EXPECT_EQ(refusal_of(describe_images(world->ec2(), request)),
              "InvalidAMIID.Malformed: Invalid id: \"bogus\" (expecting \"ami-...\")");
  }
}

TEST(DescribeImages, PagesAreFollowedByTheirTokens) {
  DescribeWorld world;
  ImagesRequest request;
  request.max_results = 3;
  EXPECT_THAT(
      page_sizes(world.ec2(), describe_images, request, &api::ec2::DescribeImagesResult::images),
      ElementsAre(3, 3, 3, 1));
  request.next_token = "nonsense";
  EXPECT_EQ(describe_images(world.ec2(), request).error().code, "InvalidNextToken");
  request = {};
  request.image_ids = {foreign_image};
  request.max_results = 3;
  EXPECT_EQ(describe_images(world.ec2(), request).error().code, "InvalidParameterCombination");
  EXPECT_EQ(dry_run(world, "DescribeImages", ImagesRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
