#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/fixture.hpp"

namespace spotdrill::states {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Tag = api::states::Tag;

auto make_activity(Fixture& world, const std::string& name) {
  return create_activity(*world.states, {.name = name});
}

std::vector<Tag> tags_on(Fixture& world, const std::string& arn) {
  return list_tags_for_resource(*world.states, {.resource_arn = arn})->tags;
}

TEST(Activities, AreMadeDescribedListedAndDeleted) {
  Fixture world;
  const auto made = make_activity(world, "work");
  EXPECT_EQ(made->activity_arn, activity_prefix + "work");
  world.time.run_for(5s);
  EXPECT_EQ(make_activity(world, "work")->creation_date, start);
  ASSERT_TRUE(make_activity(world, "other"));
  world.restart();
  const auto seen = describe_activity(*world.states, {.activity_arn = activity_prefix + "work"});
  EXPECT_EQ(seen->name, "work");
  EXPECT_EQ(seen->creation_date, start);
  EXPECT_EQ(seen->encryption_configuration->type, "AWS_OWNED_KEY");
  const auto all = list_activities(*world.states, {});
  ASSERT_EQ(all->activities.size(), 2U);
  EXPECT_EQ(all->activities[0].name, "other");
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(delete_activity(*world.states, {.activity_arn = activity_prefix + "work"}));
  }
  EXPECT_EQ(message(describe_activity(*world.states, {.activity_arn = activity_prefix + "work"})),
            "Activity Does Not Exist: '" + activity_prefix + "work'");
}

TEST(Activities, RefusalsAreAwss) {
  Fixture world;
  EXPECT_EQ(message(make_activity(world, "TestActivity InvalidName$")),
            "Invalid Name: 'TestActivity InvalidName$'");
  EXPECT_EQ(message(describe_activity(*world.states, {.activity_arn = "no_an_activity_arn"})),
            "Invalid Arn: 'Invalid ARN prefix: no_an_activity_arn'");
  EXPECT_EQ(code(describe_activity(*world.states, {.activity_arn = machine_prefix + "M"})),
            "InvalidArn");
  ASSERT_TRUE(make_activity(world, "work"));
  const api::states::EncryptionConfiguration key{.kms_key_id = "k",
                                                 .type = "CUSTOMER_MANAGED_KMS_KEY"};
  EXPECT_EQ(code(create_activity(*world.states, {.name = "work", .encryption_configuration = key})),
            "ActivityAlreadyExists");
}

TEST(StatesTags, AreAddedReplacedAndRemoved) {
  Fixture world;
  const std::string machine = world.create("M");
  const std::string activity = make_activity(world, "work")->activity_arn;
  for (const std::string& arn : {machine, activity}) {
    ASSERT_TRUE(tag_resource(*world.states, {.resource_arn = arn,
                                             .tags = {{.key = "b", .value = "1"},
                                                      {.key = "a", .value = ""},
                                                      {.key = "b", .value = "2"}}}));
    EXPECT_THAT(tags_on(world, arn),
                ElementsAre(Tag{.key = "a", .value = ""}, Tag{.key = "b", .value = "2"}));
    ASSERT_TRUE(untag_resource(*world.states, {.resource_arn = arn, .tag_keys = {"b", "none"}}));
    EXPECT_THAT(tags_on(world, arn), ElementsAre(Tag{.key = "a", .value = ""}));
  }
}

TEST(StatesTags, AreForMachinesAndActivitiesOnly) {
  Fixture world;
  const std::string arn = world.create("M");
  ASSERT_TRUE(world.publish(arn));
  const auto refused = tag_resource(*world.states, {.resource_arn = arn + ":1", .tags = {}});
  EXPECT_EQ(code(refused), "ResourceNotFound");
  EXPECT_EQ(message(refused), "Resource not found: '" + arn + ":1'");
  EXPECT_EQ(refused.error().extra.at("resourceName"), arn + ":1");
  EXPECT_EQ(code(list_tags_for_resource(*world.states, {.resource_arn = "x"})), "InvalidArn");
}

TEST(StatesTags, FiftyAreTheMost) {
  Fixture world;
  std::vector<Tag> tags;
  for (int i = 0; i < 50; ++i) tags.push_back({.key = "k" + std::to_string(i), .value = "v"});
  ASSERT_TRUE(world.create({.name = "M", .definition = pass, .role_arn = role, .tags = tags}));
  EXPECT_EQ(code(tag_resource(*world.states, {.resource_arn = machine_prefix + "M",
                                              .tags = {{.key = "more", .value = "v"}}})),
            "TooManyTags");
  EXPECT_EQ(tags_on(world, machine_prefix + "M").size(), 50U);
  tags.push_back({.key = "more", .value = "v"});
  EXPECT_EQ(code(world.create({.name = "N", .definition = pass, .role_arn = role, .tags = tags})),
            "TooManyTags");
}

}  // namespace
}  // namespace spotdrill::states
