// What buckets keep and give back, and what they answer that nobody has configured.
#include "services/s3/settings.hpp"

#include <gtest/gtest.h>

#include "services/s3/fixture.hpp"

namespace spotdrill::s3 {
namespace {

struct Settings : testing::Test, Fixture {
  Settings() { EXPECT_EQ(make_bucket(), ""); }

  std::string put_policy(const std::string& policy) {
    return code(put_bucket_policy(*s3, {.bucket = "bucket", .policy = policy}));
  }
  std::string put_cors(const api::s3::CORSRule& rule) {
    return code(
        put_bucket_cors(*s3, {.bucket = "bucket", .cors_configuration = {.cors_rules = {rule}}}));
  }
};

// Goal: what Terraform and the CLI read of a bucket that was just made is what AWS answers.
TEST_F(Settings, ANewBucketAnswersAsOneOfAwsDoes) {
  EXPECT_EQ(code(get_bucket_cors(*s3, {.bucket = "bucket"})), "NoSuchCORSConfiguration");
  EXPECT_EQ(code(get_bucket_policy(*s3, {.bucket = "bucket"})), "NoSuchBucketPolicy");
  EXPECT_EQ(code(get_bucket_lifecycle_configuration(*s3, {.bucket = "bucket"})),
            "NoSuchLifecycleConfiguration");
  EXPECT_EQ(code(get_bucket_website(*s3, {.bucket = "bucket"})), "NoSuchWebsiteConfiguration");
  EXPECT_EQ(code(get_bucket_replication(*s3, {.bucket = "bucket"})),
            "ReplicationConfigurationNotFoundError");
  EXPECT_EQ(code(get_object_lock_configuration(*s3, {.bucket = "bucket"})),
            "ObjectLockConfigurationNotFoundError");
  EXPECT_EQ(get_bucket_request_payment(*s3, {.bucket = "bucket"})->payer, "BucketOwner");
  EXPECT_FALSE(get_bucket_logging(*s3, {.bucket = "bucket"})->logging_enabled);
  EXPECT_FALSE(get_bucket_accelerate_configuration(*s3, {.bucket = "bucket"})->status);
  EXPECT_EQ(code(get_bucket_notification_configuration(*s3, {.bucket = "bucket"})), "");
  const auto encrypted = get_bucket_encryption(*s3, {.bucket = "bucket"});
  EXPECT_EQ(encrypted->server_side_encryption_configuration->rules.at(0)
                .apply_server_side_encryption_by_default->sse_algorithm,
            "AES256");
  const auto owned = get_bucket_ownership_controls(*s3, {.bucket = "bucket"});
  EXPECT_EQ(owned->ownership_controls->rules.at(0).object_ownership, "BucketOwnerEnforced");
  const auto blocked = get_public_access_block(*s3, {.bucket = "bucket"});
  EXPECT_EQ(blocked->public_access_block_configuration->block_public_policy, true);
  const auto acl = get_bucket_acl(*s3, {.bucket = "bucket"});
  EXPECT_EQ(acl->grants.at(0).grantee->id, acl->owner->id);
  EXPECT_EQ(code(get_bucket_acl(*s3, {.bucket = "none"})), "NoSuchBucket");
}

TEST_F(Settings, WhatIsPutIsGivenBackAfterARestartUntilItIsDeleted) {
  const std::string policy = R"({"Statement": [{"Effect": "Deny", "Principal": "*", )"
                             R"("Action": "s3:*", "Resource": "arn:aws:s3:::bucket/*"}]})";
  EXPECT_EQ(put_policy(policy), "");
  EXPECT_EQ(put_cors({.allowed_methods = {"GET"}, .allowed_origins = {"*"}}), "");
  EXPECT_EQ(code(put_public_access_block(
                *s3, {.bucket = "bucket",
                      .public_access_block_configuration = {.block_public_acls = true}})),
            "");
  store.commit();
  restart();
  EXPECT_EQ(get_bucket_policy(*s3, {.bucket = "bucket"})->policy, policy);
  EXPECT_EQ(get_bucket_cors(*s3, {.bucket = "bucket"})->cors_rules.at(0).allowed_methods.at(0),
            "GET");
  const auto blocked = get_public_access_block(*s3, {.bucket = "bucket"});
  EXPECT_EQ(blocked->public_access_block_configuration->block_public_acls, true);
  EXPECT_EQ(blocked->public_access_block_configuration->block_public_policy, false);
  EXPECT_EQ(code(delete_bucket_policy(*s3, {.bucket = "bucket"})), "");
  EXPECT_EQ(code(get_bucket_policy(*s3, {.bucket = "bucket"})), "NoSuchBucketPolicy");
  EXPECT_EQ(code(delete_bucket_policy(*s3, {.bucket = "bucket"})), "");
}

TEST_F(Settings, WhatANewBucketHasCanBeTakenAwayButItsEncryption) {
  EXPECT_EQ(code(delete_public_access_block(*s3, {.bucket = "bucket"})), "");
  EXPECT_EQ(code(delete_bucket_ownership_controls(*s3, {.bucket = "bucket"})), "");
  EXPECT_EQ(code(delete_bucket_encryption(*s3, {.bucket = "bucket"})), "");
  store.commit();
  restart();
  EXPECT_EQ(code(get_public_access_block(*s3, {.bucket = "bucket"})),
            "NoSuchPublicAccessBlockConfiguration");
  EXPECT_EQ(code(get_bucket_ownership_controls(*s3, {.bucket = "bucket"})),
            "OwnershipControlsNotFoundError");
  EXPECT_EQ(code(get_bucket_encryption(*s3, {.bucket = "bucket"})), "");
}

TEST_F(Settings, WhatIsMalformedIsRefusedInAwsWords) {
  EXPECT_EQ(put_policy("[]"), "MalformedPolicy");
  EXPECT_EQ(put_policy("{"), "MalformedPolicy");
  EXPECT_EQ(put_policy("{}"), "MalformedPolicy");
  EXPECT_EQ(put_policy(R"({"Statement": {"Effect": "Deny"}})"), "MalformedPolicy");
  EXPECT_EQ(put_cors({.allowed_methods = {"PATCH"}, .allowed_origins = {"*"}}), "InvalidRequest");
  EXPECT_EQ(put_cors({.allowed_methods = {"GET"}, .allowed_origins = {"*.*"}}), "InvalidRequest");
  EXPECT_EQ(put_cors({.allowed_methods = {"GET"}}), "MalformedXML");
  api::s3::PutBucketOwnershipControlsRequest owned{.bucket = "bucket"};
  owned.ownership_controls.rules = {{.object_ownership = "Nobody"}};
  EXPECT_EQ(code(put_bucket_ownership_controls(*s3, owned)), "MalformedXML");
  api::s3::PutBucketEncryptionRequest encrypted{.bucket = "bucket"};
  auto& rule = encrypted.server_side_encryption_configuration.rules.emplace_back();
  rule.apply_server_side_encryption_by_default = {.sse_algorithm = "aws:kms"};
  EXPECT_EQ(code(put_bucket_encryption(*s3, encrypted)), "NotImplemented");
}

}  // namespace
}  // namespace spotdrill::s3
