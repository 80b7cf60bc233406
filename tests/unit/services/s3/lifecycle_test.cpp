// Lifecycle rules: which are taken, and what they do in drill time.
#include "services/s3/lifecycle.hpp"

#include <gtest/gtest.h>

#include "services/s3/fixture.hpp"

namespace spotdrill::s3 {
namespace {

using api::s3::LifecycleRule;

/// Takes whatever begins with "logs/".
LifecycleRule rule_of_logs() {
  LifecycleRule rule{.id = "logs", .status = "Enabled"};
  rule.filter.emplace().prefix = "logs/";
  return rule;
}

struct Lifecycle : testing::Test, Fixture {
  Lifecycle() { EXPECT_EQ(make_bucket(), ""); }

  std::string set(const LifecycleRules& rules) {
    api::s3::PutBucketLifecycleConfigurationRequest request{.bucket = "bucket"};
    request.lifecycle_configuration = {.rules = rules};
    return code(put_bucket_lifecycle_configuration(*s3, request));
  }

  std::string set_expiration(const api::s3::LifecycleExpiration& expiration) {
    LifecycleRule rule = rule_of_logs();
    rule.expiration = expiration;
    return set({rule});
  }
};

// Goal: an object is there until the midnight after its days, and is gone then, also when the
// server was restarted meanwhile. Method: the world begins at 08:00.
TEST_F(Lifecycle, ObjectsExpireAtTheMidnightAfterTheirDays) {
  EXPECT_EQ(set_expiration({.days = 1}), "");
  EXPECT_EQ(put("logs/a", "a"), "");
  EXPECT_EQ(put("kept", "k"), "");
  EXPECT_EQ(head_object(*s3, {.bucket = "bucket", .key = "logs/a"})->expiration,
            "expiry-date=\"Sun, 17 Jan 2027 00:00:00 GMT\", rule-id=\"logs\"");
  EXPECT_FALSE(head_object(*s3, {.bucket = "bucket", .key = "kept"})->expiration);
  store.commit();
  restart();
  time.run_for(39h + 59min);
  EXPECT_EQ(get("logs/a"), "a");
  time.run_for(1min);
  EXPECT_EQ(get("logs/a"), "NoSuchKey");
  EXPECT_EQ(get("kept"), "k");
}

TEST_F(Lifecycle, TagsAndSizesChooseWhatExpires) {
  LifecycleRule rule{.id = "small", .status = "Enabled"};
  auto& all = rule.filter.emplace().and_.emplace();
  all.tags = {{"temporary", "yes"}};
  all.object_size_less_than = 3;
  rule.expiration.emplace().days = 1;
  EXPECT_EQ(set({rule}), "");
  for (const auto& [key, body] : {std::pair{"small", "12"}, std::pair{"large", "123"}}) {
    api::s3::PutObjectRequest request{.body = body, .bucket = "bucket", .key = key};
    request.tagging = "temporary=yes";
    EXPECT_EQ(code(put_object(*s3, request, context)), "");
  }
  EXPECT_EQ(put("untagged", "1"), "");
  time.run_for(48h);
  EXPECT_EQ(list(), "large untagged |");
  rule.status = "Disabled";
  rule.filter->and_->object_size_less_than = 10;
  EXPECT_EQ(set({rule}), "");
  time.run_for(48h);
  EXPECT_EQ(list(), "large untagged |");
}

TEST_F(Lifecycle, UploadsThatNobodyCompletesAreAborted) {
  LifecycleRule rule = rule_of_logs();
  rule.abort_incomplete_multipart_upload.emplace().days_after_initiation = 7;
  EXPECT_EQ(set({rule}), "");
  const std::string id = begin("logs/a");
  const std::string other = begin("other");
  put_part("logs/a", id, 1, "part");
  time.run_for(7 * 24h);
  EXPECT_NE(s3->find_upload(id), nullptr);
  time.run_for(16h);
  EXPECT_EQ(s3->find_upload(id), nullptr);
  EXPECT_NE(s3->find_upload(other), nullptr);
}

// Goal: in a bucket with versions an expired object leaves a marker, what it covers goes by the
// rule for older versions, and the marker goes when it covers nothing more.
TEST_F(Lifecycle, VersionsGoInTheirTime) {
  EXPECT_EQ(set_versioning("Enabled"), "");
  LifecycleRule rule = rule_of_logs();
  rule.expiration.emplace().days = 1;
  rule.noncurrent_version_expiration = {.noncurrent_days = 2};
  EXPECT_EQ(set({rule}), "");
  EXPECT_EQ(put("logs/a", "one"), "");
  time.run_for(40h);
  EXPECT_EQ(get("logs/a"), "NoSuchKey");
  EXPECT_EQ(s3->versions_of("bucket", "logs/a").size(), 2U);
  time.run_for(48h);
  EXPECT_EQ(s3->versions_of("bucket", "logs/a").size(), 1U);
  time.run_for(24h);
  EXPECT_TRUE(s3->versions_of("bucket", "logs/a").empty());
}

TEST_F(Lifecycle, SomeOlderVersionsAreKeptWhateverTheirAge) {
  EXPECT_EQ(set_versioning("Enabled"), "");
  LifecycleRule rule = rule_of_logs();
  rule.noncurrent_version_expiration = {.noncurrent_days = 1, .newer_noncurrent_versions = 2};
  EXPECT_EQ(set({rule}), "");
  for (const char* body : {"1", "2", "3", "4", "5"}) EXPECT_EQ(put("logs/a", body), "");
  time.run_for(72h);
  EXPECT_EQ(s3->versions_of("bucket", "logs/a").size(), 3U);
  EXPECT_EQ(get("logs/a"), "5");
}

TEST_F(Lifecycle, RulesThatAwsRefusesAreRefused) {
  EXPECT_EQ(set({}), "MalformedXML");
  EXPECT_EQ(set({rule_of_logs()}), "InvalidRequest");
  EXPECT_EQ(set_expiration({}), "MalformedXML");
  EXPECT_EQ(set_expiration({.days = 0}), "InvalidArgument");
  EXPECT_EQ(set_expiration({.days = 1, .expired_object_delete_marker = true}), "MalformedXML");
  EXPECT_EQ(set_expiration({.date = start}), "InvalidArgument");
  LifecycleRule rule = rule_of_logs();
  rule.expiration.emplace().days = 1;
  EXPECT_EQ(set({rule, rule}), "InvalidArgument");
  rule.status = "enabled";
  EXPECT_EQ(set({rule}), "MalformedXML");
  rule.status = "Enabled";
  rule.filter->tag = {"a", "b"};
  EXPECT_EQ(set({rule}), "MalformedXML");
  rule.filter = {};
  EXPECT_EQ(set({rule}), "MalformedXML");
  rule.filter.emplace().tag = {"a", "b"};
  rule.abort_incomplete_multipart_upload.emplace().days_after_initiation = 1;
  EXPECT_EQ(set({rule}), "InvalidRequest");
  rule.abort_incomplete_multipart_upload.reset();
  rule.id.reset();
  EXPECT_EQ(set({rule}), "");
  EXPECT_EQ(get_bucket_lifecycle_configuration(*s3, {.bucket = "bucket"})->rules.at(0).id->size(),
            48U);
}

}  // namespace
}  // namespace spotdrill::s3
