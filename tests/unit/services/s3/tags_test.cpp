// Tags of objects and buckets.
#include "services/s3/tags.hpp"

#include <gtest/gtest.h>

#include "services/s3/fixture.hpp"

namespace spotdrill::s3 {
namespace {

struct TaggedObjects : testing::Test, Fixture {
  TaggedObjects() { EXPECT_EQ(make_bucket(), ""); }

  std::string set(const std::vector<api::s3::Tag>& tags) {
    api::s3::PutObjectTaggingRequest request{.bucket = "bucket", .key = "key"};
    request.tagging.tag_set = tags;
    return code(put_object_tagging(*s3, request));
  }

  /// "a=1 b=2 ".
  std::string tags(const std::string& key = "key") {
    const auto got = get_object_tagging(*s3, {.bucket = "bucket", .key = key});
    if (!got.has_value()) return got.error().code;
    std::string text;
    for (const auto& tag : got->tag_set) text += tag.key + "=" + tag.value + " ";
    return text;
  }
};

TEST_F(TaggedObjects, TagsAreSetReadCountedAndTakenAway) {
  EXPECT_EQ(set({{"a", "1"}}), "NoSuchKey");
  EXPECT_EQ(put("key", "body"), "");
  EXPECT_EQ(tags(), "");
  EXPECT_EQ(set({{"b", "2"}, {"a", "with blanks"}}), "");
  EXPECT_EQ(tags(), "a=with blanks b=2 ");
  EXPECT_EQ(head_object(*s3, {.bucket = "bucket", .key = "key"})->tag_count, 2);
  store.commit();
  restart();
  EXPECT_EQ(tags(), "a=with blanks b=2 ");
  EXPECT_EQ(get("key"), "body");
  EXPECT_EQ(code(delete_object_tagging(*s3, {.bucket = "bucket", .key = "key"})), "");
  EXPECT_EQ(tags(), "");
  EXPECT_EQ(head_object(*s3, {.bucket = "bucket", .key = "key"})->tag_count, std::nullopt);
}

TEST_F(TaggedObjects, WhatNoTagMayBeIsRefusedAsAwsDoes) {
  EXPECT_EQ(put("key", "body"), "");
  EXPECT_EQ(set(std::vector<api::s3::Tag>(11, {"a", "1"})), "BadRequest");
  EXPECT_EQ(set({{"a", "1"}, {"a", "2"}}), "InvalidTag");
  EXPECT_EQ(set({{"", "1"}}), "InvalidTag");
  EXPECT_EQ(set({{std::string(129, 'a'), "1"}}), "InvalidTag");
  EXPECT_EQ(set({{"a", std::string(257, 'a')}}), "InvalidTag");
  EXPECT_EQ(set({{"a;b", ""}}), "InvalidTag");
  EXPECT_EQ(set({{"aws:a", "1"}}), "InvalidTag");
  EXPECT_EQ(set({{std::string(128, 'a'), std::string(256, 'b')}}), "");
}

TEST_F(TaggedObjects, WritesAndCopiesBringThem) {
  api::s3::PutObjectRequest request{.bucket = "bucket", .key = "key"};
  request.tagging = "a=1&b=%C3%BC%20x";
  EXPECT_EQ(code(put_object(*s3, request, context)), "");
  EXPECT_EQ(tags(), "a=1 b=\u00fc x ");
  request.tagging = "a=1&a=2";
  EXPECT_EQ(code(put_object(*s3, request, context)), "InvalidArgument");
  api::s3::CopyObjectRequest copy;
  copy.bucket = "bucket";
  copy.key = "copy";
  copy.copy_source = "bucket/key";
  copy.tagging = "c=3";
  EXPECT_EQ(code(copy_object(*s3, copy)), "");
  EXPECT_EQ(tags("copy"), "a=1 b=\u00fc x ");
  copy.tagging_directive = "REPLACE";
  EXPECT_EQ(code(copy_object(*s3, copy)), "");
  EXPECT_EQ(tags("copy"), "c=3 ");
}

TEST_F(TaggedObjects, ABucketHasItsOwn) {
  const api::s3::GetBucketTaggingRequest read{.bucket = "bucket"};
  EXPECT_EQ(code(get_bucket_tagging(*s3, read)), "NoSuchTagSet");
  api::s3::PutBucketTaggingRequest request{.bucket = "bucket"};
  request.tagging.tag_set = {{"team", "a"}};
  EXPECT_EQ(code(put_bucket_tagging(*s3, request)), "");
  EXPECT_EQ(get_bucket_tagging(*s3, read)->tag_set.at(0).value, "a");
  EXPECT_EQ(code(delete_bucket_tagging(*s3, {.bucket = "bucket"})), "");
  EXPECT_EQ(code(get_bucket_tagging(*s3, read)), "NoSuchTagSet");
}

}  // namespace
}  // namespace spotdrill::s3
