#include <gmock/gmock.h>

#include "services/ec2/describes.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

api::ec2::Tag tag(std::string key, std::optional<std::string> value) {
  api::ec2::Tag made;
  made.key = std::move(key);
  made.value = std::move(value);
  return made;
}

TEST(CreateTags, LabelsAnInstanceAndTheJournalSaysSo) {
  DescribeWorld world;
  const std::string id = world.run_spot_instance();
  ASSERT_TRUE(
      create_tags(world.ec2(), {.resources = {id}, .tags = {tag("Name", "Fis/Spot")}}).has_value());
  EXPECT_EQ(world.instance(id).tags.at("Name"), "Fis/Spot");
  EXPECT_EQ(world.facts_of(id, "tags-changed"), 1);
  api::ec2::Filter by_resource;
  by_resource.name = "resource-id";
  by_resource.values = {id};
  const auto listed = describe_tags(world.ec2(), {.filters = {by_resource}});
  ASSERT_EQ(listed->tags.size(), 1U);
  EXPECT_EQ(listed->tags[0].resource_type, "instance");
  EXPECT_EQ(listed->tags[0].value, "Fis/Spot");
}

TEST(CreateTags, OneUnknownResourceRefusesTheWholeCall) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const auto refused =
      create_tags(world.ec2(), {.resources = {id, "i-0123456789abcdef0"}, .tags = {tag("a", "b")}});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "InvalidInstanceID.NotFound");
  EXPECT_TRUE(world.instance(id).tags.empty());
  EXPECT_EQ(
      create_tags(world.ec2(), {.resources = {"nothing"}, .tags = {tag("a", "b")}}).error().message,
      "The ID 'nothing' is not valid");
  EXPECT_EQ(create_tags(world.ec2(), {.resources = {"sir-abcdefgh"}, .tags = {tag("a", "b")}})
                .error()
                .code,
            "InvalidSpotInstanceRequestID.NotFound");
}

TEST(CreateTags, LimitsAreAwss) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const auto refusal = [&](std::vector<api::ec2::Tag> tags) {
    const auto made = create_tags(world.ec2(), {.resources = {id}, .tags = std::move(tags)});
    return made.has_value() ? "none" : made.error().code + ": " + made.error().message;
  };
  EXPECT_EQ(refusal({tag("AWS:x", "y")}),
            "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use");
  EXPECT_EQ(refusal({tag(std::string(128, 'k'), std::string(256, 'v'))}), "none");
  EXPECT_EQ(refusal({tag(std::string(129, 'k'), "")}),
            "InvalidParameterValue: Tag key exceeds the maximum length of 128 characters");
  EXPECT_EQ(refusal({tag("k", std::string(257, 'v'))}),
            "InvalidParameterValue: Tag value exceeds the maximum length of 256 characters");
  std::vector<api::ec2::Tag> many;
  for (int i = 0; i < 50; ++i) many.push_back(tag(std::to_string(i), "v"));
  EXPECT_THAT(refusal(many), testing::StartsWith("TagLimitExceeded"));
  EXPECT_EQ(world.instance(id).tags.size(), 1U);
}

TEST(DeleteTags, ValueThatIsGivenMustMatch) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  Instance& instance = world.ec2().edit_instance(id);
  instance.tags = {{"a", "1"}, {"b", "2"}, {"c", ""}, {"d", "4"}};
  const auto remove = [&](std::vector<api::ec2::Tag> tags) {
    EXPECT_TRUE(delete_tags(world.ec2(), {.resources = {id}, .tags = std::move(tags)}).has_value());
  };
  remove({tag("a", "other"), tag("b", std::nullopt), tag("c", ""), tag("d", "")});
  EXPECT_EQ(world.instance(id).tags, (Tags{{"a", "1"}, {"d", "4"}}));
  remove({});
  EXPECT_TRUE(world.instance(id).tags.empty());
}

TEST(CreateTags, WhatHasNoRecordOfItsOwnKeepsTagsToo) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const std::string volume = world.instance(id).volumes.at(0).volume_id;
  const std::string subnet = world.instance(id).subnet_id;
  ASSERT_TRUE(create_tags(world.ec2(), {.resources = {volume, subnet}, .tags = {tag("k", "v")}})
                  .has_value());
  EXPECT_EQ(describe_tags(world.ec2(), {})->tags.size(), 2U);
  const auto subnets = describe_subnets(world.ec2(), {.subnet_ids = {subnet}});
  EXPECT_EQ(subnets->subnets.at(0).tags.at(0).value, "v");
}

TEST(CreateTags, KeysThatTheMetadataServiceCannotShowAreRefusedWhileItShowsTags) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const api::ec2::CreateTagsRequest request{.resources = {id},
                                            .tags = {{.key = "a/b", .value = "x"}}};
  EXPECT_EQ(refusal_of(create_tags(world.ec2(), request)), "none");
  const api::ec2::ModifyInstanceMetadataOptionsRequest show{.instance_id = id,
                                                            .instance_metadata_tags = "enabled"};
  EXPECT_TRUE(refusal_of(modify_instance_metadata_options(world.ec2(), show))
                  .starts_with("InvalidParameterValue: 'a/b' is not a valid tag key."));
  EXPECT_EQ(world.instance(id).metadata_options.instance_metadata_tags, "disabled");
  ASSERT_EQ(refusal_of(delete_tags(world.ec2(), {.resources = {id}, .tags = {{.key = "a/b"}}})),
            "none");
  EXPECT_EQ(refusal_of(modify_instance_metadata_options(world.ec2(), show)), "none");
  EXPECT_TRUE(refusal_of(create_tags(world.ec2(), request))
                  .starts_with("InvalidParameterValue: 'a/b' is not a valid tag key."));
}

}  // namespace
}  // namespace spotdrill::ec2
