#include <gtest/gtest.h>

#include "services/kms/fixture.hpp"

namespace spotdrill::kms {
namespace {

using std::chrono::days;

TEST(Keys, AreFoundByIdArnAliasAndItsArn) {
  Fixture world;
  ASSERT_TRUE(create_alias(*world.kms, {.alias_name = "alias/job", .target_key_id = world.arn()}));
  for (const std::string& name :
       {world.key, world.arn(), std::string{"alias/job"}, world.kms->alias_arn("alias/job")}) {
    const auto told = describe_key(*world.kms, {.key_id = name});
    ASSERT_TRUE(told.has_value()) << name;
    EXPECT_EQ(told->key_metadata->arn, world.arn());
    EXPECT_EQ(told->key_metadata->key_state, "Enabled");
  }
}

TEST(Keys, OneThatIsNotThereIsToldAsAwsTells) {
  Fixture world;
  const auto told = [&](const std::string& name) {
    return message_of(describe_key(*world.kms, {.key_id = name}));
  };
  EXPECT_EQ(told("x"), "Invalid keyId 'x'");
  EXPECT_EQ(told("00000000-0000-0000-0000-000000000000"),
            "Key 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000' "
            "does not exist");
  EXPECT_EQ(told("alias/x"), "Alias arn:aws:kms:us-east-1:123456789012:alias/x is not found.");
  EXPECT_EQ(told("arn:aws:kms:eu-west-1:123456789012:key/x"), "Invalid arn eu-west-1");
  EXPECT_EQ(told("arn:"), "Invalid arn ");
}

TEST(Keys, DisabledOnesEncryptNothing) {
  Fixture world;
  const std::string blob = world.encrypted(world.key, "text");
  ASSERT_TRUE(disable_key(*world.kms, {.key_id = world.key}));
  const auto refused = decrypt(*world.kms, {.ciphertext_blob = blob});
  EXPECT_EQ(code_of(refused), "DisabledException");
  EXPECT_EQ(message_of(refused), world.arn() + " is disabled.");
  ASSERT_TRUE(enable_key(*world.kms, {.key_id = world.key}));
  EXPECT_TRUE(decrypt(*world.kms, {.ciphertext_blob = blob}));
}

// Goal: gone at its moment, with its aliases, also when the server was restarted in between.
TEST(Keys, DeletionComesAfterTheWaitingPeriod) {
  Fixture world;
  ASSERT_TRUE(create_alias(*world.kms, {.alias_name = "alias/job", .target_key_id = world.key}));
  const auto scheduled =
      schedule_key_deletion(*world.kms, {.key_id = world.key, .pending_window_in_days = 7});
  EXPECT_EQ(scheduled->deletion_date, world.time.now() + days{7});
  EXPECT_EQ(code_of(encrypt(*world.kms, {.key_id = world.key, .plaintext = "x"})),
            "KMSInvalidStateException");
  EXPECT_EQ(code_of(enable_key(*world.kms, {.key_id = world.key})), "KMSInvalidStateException");
  world.restart();
  world.time.run_for(days{7} - 1s);
  EXPECT_TRUE(describe_key(*world.kms, {.key_id = world.key}));
  world.time.run_for(1s);
  EXPECT_EQ(code_of(describe_key(*world.kms, {.key_id = world.key})), "NotFoundException");
  EXPECT_TRUE(world.kms->aliases().empty());
}

TEST(Keys, OneWhoseDeletionWasCancelledIsDisabled) {
  Fixture world;
  ASSERT_TRUE(schedule_key_deletion(*world.kms, {.key_id = world.key}));
  ASSERT_TRUE(cancel_key_deletion(*world.kms, {.key_id = world.key}));
  world.time.run_for(days{40});
  EXPECT_EQ(describe_key(*world.kms, {.key_id = world.key})->key_metadata->key_state, "Disabled");
  EXPECT_EQ(code_of(cancel_key_deletion(*world.kms, {.key_id = world.key})),
            "KMSInvalidStateException");
}

TEST(Keys, AreListedByPages) {
  Fixture world;
  for (int i = 0; i < 4; ++i) world.kms->create({});
  std::vector<std::string> seen;
  std::optional<std::string> marker;
  do {
    const auto page = list_keys(*world.kms, {.limit = 2, .marker = marker});
    ASSERT_TRUE(page.has_value());
    for (const auto& entry : page->keys) seen.push_back(*entry.key_id);
    EXPECT_EQ(page->truncated, page->next_marker.has_value());
    marker = page->next_marker;
  } while (marker);
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_EQ(code_of(list_keys(*world.kms, {.marker = "x"})), "InvalidMarkerException");
}

TEST(Aliases, HaveTheirOwnRules) {
  Fixture world;
  const auto made = [&](const std::string& name, const std::string& target) {
    return code_of(create_alias(*world.kms, {.alias_name = name, .target_key_id = target}));
  };
  EXPECT_EQ(made("job", world.key), "ValidationException");
  EXPECT_EQ(made("alias/aws/s3", world.key), "NotAuthorizedException");
  EXPECT_EQ(made("alias/job", "alias/other"), "ValidationException");
  EXPECT_EQ(made("alias/job", world.key), "");
  EXPECT_EQ(made("alias/job", world.key), "AlreadyExistsException");
  const std::string other = world.kms->create({}).id;
  EXPECT_TRUE(update_alias(*world.kms, {.alias_name = "alias/job", .target_key_id = other}));
  EXPECT_EQ(list_aliases(*world.kms, {.key_id = other})->aliases.size(), 1U);
  EXPECT_TRUE(list_aliases(*world.kms, {.key_id = world.key})->aliases.empty());
  EXPECT_TRUE(delete_alias(*world.kms, {.alias_name = "alias/job"}));
  EXPECT_EQ(code_of(delete_alias(*world.kms, {.alias_name = "alias/job"})), "NotFoundException");
}

TEST(Keys, PoliciesAndTagsAreKept) {
  Fixture world;
  const auto made = create_key(*world.kms, {.tags = {{.tag_key = "job", .tag_value = "7"}}});
  const std::string id = made->key_metadata->key_id;
  EXPECT_NE(get_key_policy(*world.kms, {.key_id = id})
                ->policy->find("\"AWS\" : \"arn:aws:iam::123456789012:root\""),
            std::string::npos);
  EXPECT_EQ(code_of(put_key_policy(*world.kms, {.key_id = id, .policy = "no JSON"})),
            "MalformedPolicyDocumentException");
  ASSERT_TRUE(
      tag_resource(*world.kms, {.key_id = id, .tags = {{.tag_key = "a", .tag_value = "b"}}}));
  ASSERT_TRUE(untag_resource(*world.kms, {.key_id = id, .tag_keys = {"job"}}));
  const auto tags = list_resource_tags(*world.kms, {.key_id = id})->tags;
  ASSERT_EQ(tags.size(), 1U);
  EXPECT_EQ(tags.front().tag_key, "a");
}

}  // namespace
}  // namespace spotdrill::kms
