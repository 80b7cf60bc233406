// Buckets and objects: what a job keeps is what it gets back, and refusals have AWS's codes.
#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "services/s3/checksums.hpp"
#include "services/s3/fixture.hpp"

namespace spotdrill::s3 {
namespace {

struct Objects : testing::Test, Fixture {
  Objects() { EXPECT_EQ(make_bucket(), ""); }
};

TEST_F(Objects, ABucketIsNamedByTheRulesMadeOnceAndDeletedEmpty) {
  for (const char* name : {"ab", "Bucket", "a..b", "-ab", "1.2.3.4", "a_b", "xn--abc"}) {
    EXPECT_EQ(make_bucket(name), "InvalidBucketName") << name;
  }
  EXPECT_EQ(make_bucket(), "");  // us-east-1 lets its owner make it again.
  context.region = "eu-west-1";
  EXPECT_EQ(make_bucket("other"), "IllegalLocationConstraintException");
  api::s3::CreateBucketRequest there{.bucket = "other"};
  there.create_bucket_configuration.emplace().location_constraint = "eu-west-1";
  EXPECT_EQ(code(create_bucket(*s3, there, context)), "");
  EXPECT_EQ(code(create_bucket(*s3, there, context)), "BucketAlreadyOwnedByYou");
  EXPECT_EQ(get_bucket_location(*s3, {.bucket = "other"})->location_constraint, "eu-west-1");
  EXPECT_EQ(get_bucket_location(*s3, {.bucket = "bucket"})->location_constraint, std::nullopt);
  EXPECT_EQ(list_buckets(*s3, {})->buckets.size(), 2U);

  put("key", "x");
  EXPECT_EQ(code(delete_bucket(*s3, {.bucket = "bucket"})), "BucketNotEmpty");
  EXPECT_EQ(code(delete_object(*s3, {.bucket = "bucket", .key = "key"})), "");
  EXPECT_EQ(code(delete_bucket(*s3, {.bucket = "bucket"})), "");
  EXPECT_EQ(code(head_bucket(*s3, {.bucket = "bucket"})), "NoSuchBucket");
  EXPECT_EQ(put("key", "x"), "NoSuchBucket");
}

TEST_F(Objects, WhatIsPutIsGotAndIsStillThereAfterAKill) {
  EXPECT_EQ(put("a/b c/../\xC3\xBC", std::string{"by\0tes", 6}), "");
  EXPECT_EQ(put("empty", ""), "");
  EXPECT_EQ(get("none"), "NoSuchKey");
  store.commit();
  restart();
  EXPECT_EQ(get("a/b c/../\xC3\xBC"), (std::string{"by\0tes", 6}));
  EXPECT_EQ(get("empty"), "");
  EXPECT_EQ(put(std::string(1025, 'k'), ""), "KeyTooLongError");
}

TEST_F(Objects, BytesGoOnlyOnceNoCommittedRowHasThem) {
  put("key", "one");
  store.commit();
  put("key", "two");
  time.run_for(10s);
  EXPECT_EQ(blobs.blobs.size(), 2U);  // A crash now would need the first.
  store.commit();
  time.run_for(10s);
  EXPECT_EQ(blobs.blobs.size(), 1U);
  EXPECT_EQ(get("key"), "two");
}

TEST_F(Objects, BytesWithoutARowAreSweptAtTheStart) {
  put("key", "one");
  store.commit();
  blobs.put("left", "by a kill between the file and its row");
  restart();
  EXPECT_EQ(blobs.blobs.size(), 1U);
  EXPECT_EQ(get("key"), "one");
}

TEST_F(Objects, AFullDiskRefusesAndLosesNothing) {
  put("key", "one");
  blobs.full = true;
  EXPECT_EQ(put("key", "two"), "ServiceUnavailable");
  EXPECT_EQ(get("key"), "one");
}

TEST_F(Objects, RangesAreStretchesAndWhatIsBehindTheEndIsNot) {
  put("key", "0123456789");
  EXPECT_EQ(get("key", "bytes=2-4"), "234");
  EXPECT_EQ(get("key", "bytes=8-100"), "89");
  EXPECT_EQ(get("key", "bytes=7-"), "789");
  EXPECT_EQ(get("key", "bytes=-3"), "789");
  EXPECT_EQ(get("key", "bytes=-100"), "0123456789");
  EXPECT_EQ(get("key", "bytes=10-"), "InvalidRange");
  EXPECT_EQ(get("key", "bytes=-0"), "InvalidRange");
  EXPECT_EQ(get("key", "bytes=4-2"), "0123456789");  // No range: RFC 9110 passes it over.
  EXPECT_EQ(get("key", "lines=1-2"), "0123456789");
  api::s3::GetObjectRequest request{.bucket = "bucket"};
  request.key = "key";
  request.range = "bytes=2-4";
  EXPECT_EQ(get_object(*s3, request, context)->content_range, "bytes 2-4/10");
}

TEST_F(Objects, ConditionsOfReadsAndWritesHold) {
  put("key", "x");
  const std::string etag = '"' + hex_digits(md5_of("x")) + '"';
  api::s3::GetObjectRequest read{.bucket = "bucket"};
  read.key = "key";
  read.if_match = "\"other\"";
  EXPECT_EQ(code(get_object(*s3, read, context)), "PreconditionFailed");
  read.if_match = etag;
  read.if_unmodified_since = start - 1h;  // If-Match goes before it.
  EXPECT_EQ(code(get_object(*s3, read, context)), "");
  read = {.bucket = "bucket"};
  read.key = "key";
  read.if_none_match = etag;
  EXPECT_EQ(code(get_object(*s3, read, context)), "NotModified");
  EXPECT_EQ(get_object(*s3, read, context).error().http_status, 304);

  api::s3::PutObjectRequest write;
  write.bucket = "bucket";
  write.key = "key";
  write.body = "y";
  write.if_none_match = "*";
  EXPECT_EQ(code(put_object(*s3, write, context)), "PreconditionFailed");
  write.if_none_match.reset();
  write.if_match = "\"other\"";
  EXPECT_EQ(code(put_object(*s3, write, context)), "PreconditionFailed");
  EXPECT_EQ(get("key"), "x");
}

TEST_F(Objects, ChecksumsAreComparedWithTheBytes) {
  // The check values of the CRCs' definitions, for "123456789".
  EXPECT_EQ(hex_digits(checksum_of(Algorithm::Crc32, "123456789")), "cbf43926");
  EXPECT_EQ(hex_digits(checksum_of(Algorithm::Crc32c, "123456789")), "e3069283");
  EXPECT_EQ(hex_digits(checksum_of(Algorithm::Crc64Nvme, "123456789")), "ae8b14860a799888");
  for (const Algorithm algorithm : algorithms) {
    api::s3::PutObjectRequest request;
    request.bucket = "bucket";
    request.key = "key";
    request.body = "right";
    checksum_member(request, algorithm) = base64_encode(checksum_of(algorithm, "wrong"));
    EXPECT_EQ(code(put_object(*s3, request, context)), "BadDigest") << name_of(algorithm);
    checksum_member(request, algorithm) = base64_encode(checksum_of(algorithm, "right"));
    const auto put = put_object(*s3, request, context);
    ASSERT_TRUE(put.has_value()) << put.error().message;
    EXPECT_EQ(checksum_member(*put, algorithm), checksum_member(request, algorithm));
    api::s3::HeadObjectRequest head{.bucket = "bucket"};
    head.key = "key";
    head.checksum_mode = "ENABLED";
    const auto told = head_object(*s3, head);
    ASSERT_TRUE(told.has_value());
    EXPECT_EQ(checksum_member(*told, algorithm), checksum_member(request, algorithm));
  }
  api::s3::PutObjectRequest request;
  request.bucket = "bucket";
  request.key = "key";
  request.body = "x";
  request.content_md5 = base64_encode(md5_of("y"));
  EXPECT_EQ(code(put_object(*s3, request, context)), "BadDigest");
  request.content_md5 = "no digest";
  EXPECT_EQ(code(put_object(*s3, request, context)), "InvalidDigest");
}

TEST_F(Objects, ListsAreInOrderOfBytesInPagesAndByPrefix) {
  for (const char* key : {"a", "b/1", "b/2", "c/1/x", "d", "\xC3\xBC"}) put(key, "");
  make_bucket("bucket2");
  EXPECT_EQ(list(), "a b/1 b/2 c/1/x d \xC3\xBC |");
  EXPECT_EQ(list({.delimiter = "/"}), "a d \xC3\xBC | b/ c/");
  EXPECT_EQ(list({.delimiter = "/", .prefix = "b/"}), "b/1 b/2 |");
  EXPECT_EQ(list({.delimiter = "/", .max_keys = 2}), "a | b/ …");
  EXPECT_EQ(list({.delimiter = "/", .max_keys = 2, .continuation_token = next}), "d | c/ …");
  EXPECT_EQ(list({.delimiter = "/", .max_keys = 2, .continuation_token = next}), "\xC3\xBC |");
  EXPECT_EQ(list({.start_after = "b/1"}), "b/2 c/1/x d \xC3\xBC |");
  EXPECT_EQ(list({.max_keys = 0}), "|");
  EXPECT_EQ(list({.continuation_token = "rubbish"}), "InvalidArgument");
  EXPECT_EQ(list({.encoding_type = "url", .prefix = "\xC3"}), "%C3%BC |");
}

TEST_F(Objects, ACopyHasTheBytesAndItsOwnLife) {
  put("from", "bytes");
  api::s3::CopyObjectRequest copy{.bucket = "bucket"};
  copy.key = "to";
  copy.copy_source = "bucket/from";
  ASSERT_EQ(code(copy_object(*s3, copy)), "");
  EXPECT_EQ(code(delete_object(*s3, {.bucket = "bucket", .key = "from"})), "");
  store.commit();
  time.run_for(10s);
  EXPECT_EQ(get("to"), "bytes");
  copy.copy_source = "bucket/from";
  EXPECT_EQ(code(copy_object(*s3, copy)), "NoSuchKey");
  copy.copy_source = "bucket/to";
  EXPECT_EQ(code(copy_object(*s3, copy)), "InvalidRequest");  // To itself, unchanged.
  copy.copy_source = "nothing";
  EXPECT_EQ(code(copy_object(*s3, copy)), "InvalidArgument");
}

TEST_F(Objects, ManyAreDeletedAtOnceAlsoThoseThatAreNotThere) {
  put("a", "");
  put("b", "");
  api::s3::DeleteObjectsRequest request{.bucket = "bucket"};
  EXPECT_EQ(code(delete_objects(*s3, request)), "MalformedXML");
  request.delete_.objects = {{.key = "a"}, {.key = "none"}, {.key = "b", .version_id = "v1"}};
  const auto deleted = delete_objects(*s3, request);
  EXPECT_EQ(deleted->deleted.size(), 2U);
  ASSERT_EQ(deleted->errors.size(), 1U);
  EXPECT_EQ(deleted->errors[0].key, "b");
  EXPECT_EQ(list(), "b |");
}

// Goal: a job's bucket was on AWS before the job; what somebody outside mistypes was not.
TEST_F(Objects, ABucketExistsOnceSomebodyNamesItWhoMay) {
  const std::string job = "arn:aws:sts::123456789012:assumed-role/R/i-0123456789abcdef0";
  s3->adopt_bucket("outside", "us-east-1", context.caller_arn);
  s3->adopt_bucket("No bucket's name", "us-east-1", job);
  s3->adopt_bucket("checkpoints", "us-east-1", job);
  EXPECT_EQ(s3->find_bucket("outside"), nullptr);
  EXPECT_NE(s3->find_bucket("checkpoints"), nullptr);
  EXPECT_EQ(s3->buckets().size(), 2U);
  MemoryStore other;
  World strict_world{time, time, random, ids, journal, other};
  S3 strict{strict_world, blobs, "123456789012"};
  strict.adopt_bucket("checkpoints", "us-east-1", job);
  EXPECT_TRUE(strict.buckets().empty());
}

TEST_F(Objects, WhatIsNotHereIsRefusedAndNotFaked) {
  api::s3::PutObjectRequest request;
  request.bucket = "bucket";
  request.key = "key";
  request.object_lock_mode = "GOVERNANCE";
  EXPECT_EQ(code(put_object(*s3, request, context)), "NotImplemented");
  request.object_lock_mode.reset();
  request.server_side_encryption = "aws:kms";
  EXPECT_EQ(code(put_object(*s3, request, context)), "NotImplemented");
  request.server_side_encryption.reset();
  request.acl = "public-read";
  EXPECT_EQ(code(put_object(*s3, request, context)), "AccessControlListNotSupported");
  EXPECT_EQ(list(), "|");
}

}  // namespace
}  // namespace spotdrill::s3
