// Uploads in parts: an object appears when it is complete and never half.
#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "services/s3/checksums.hpp"
#include "services/s3/fixture.hpp"
#include "services/s3/upload_limits.hpp"

namespace spotdrill::s3 {
namespace {

struct PartedUploads : testing::Test, Fixture {
  PartedUploads() { EXPECT_EQ(make_bucket(), ""); }
  const std::string big = std::string(part_bytes_min, 'b');
};

TEST_F(PartedUploads, TheObjectAppearsWithTheCompletionAndIsItsParts) {
  const std::string id = begin("key");
  const std::string second = put_part("key", id, 2, "end");
  const std::string first = put_part("key", id, 1, big);
  EXPECT_EQ(get("key"), "NoSuchKey");
  store.commit();
  restart();  // An upload outlives the server.
  const std::string etag = complete("key", id, {{1, first}, {2, second}});
  EXPECT_TRUE(etag.ends_with("-2\"")) << etag;
  EXPECT_EQ(get("key"), big + "end");
  EXPECT_EQ(get("key", "bytes=5242878-5242881"), "bben");
  EXPECT_EQ(complete("key", id, {{1, first}}), "NoSuchUpload");
  store.commit();
  restart();
  EXPECT_EQ(get("key"), big + "end");
}

TEST_F(PartedUploads, WrongPartsAreRefusedAndTheUploadGoesOn) {
  const std::string id = begin("key");
  const std::string small = put_part("key", id, 1, "small");
  const std::string end = put_part("key", id, 2, "end");
  EXPECT_EQ(complete("key", id, {{1, small}, {2, end}}), "EntityTooSmall");
  EXPECT_EQ(complete("key", id, {{2, end}, {1, small}}), "InvalidPartOrder");
  EXPECT_EQ(complete("key", id, {{1, end}}), "InvalidPart");
  EXPECT_EQ(complete("key", id, {{3, end}}), "InvalidPart");
  EXPECT_EQ(complete("key", id, {}), "MalformedXML");
  EXPECT_EQ(put_part("key", id, 0, ""), "InvalidArgument");
  EXPECT_EQ(put_part("key", id, 10'001, ""), "InvalidArgument");
  EXPECT_EQ(put_part("other", id, 1, ""), "NoSuchUpload");
  // A part that is not named is left out.
  EXPECT_TRUE(complete("key", id, {{2, end}}).ends_with("-1\""));
  EXPECT_EQ(get("key"), "end");
}

TEST_F(PartedUploads, AnAbortedOneLeavesNothing) {
  const std::string id = begin("key");
  put_part("key", id, 1, "bytes");
  EXPECT_EQ(list_multipart_uploads(*s3, {.bucket = "bucket"})->uploads.size(), 1U);
  api::s3::ListPartsRequest parts{.bucket = "bucket", .key = "key"};
  parts.upload_id = id;
  ASSERT_EQ(list_parts(*s3, parts)->parts.size(), 1U);
  EXPECT_EQ(list_parts(*s3, parts)->parts[0].size, 5);
  const api::s3::AbortMultipartUploadRequest abort{
      .bucket = "bucket", .key = "key", .upload_id = id};
  EXPECT_EQ(code(abort_multipart_upload(*s3, abort)), "");
  EXPECT_EQ(code(abort_multipart_upload(*s3, abort)), "NoSuchUpload");
  EXPECT_EQ(code(list_parts(*s3, parts)), "NoSuchUpload");
  store.commit();
  time.run_for(10s);
  EXPECT_TRUE(blobs.blobs.empty());
}

TEST_F(PartedUploads, TheWholesChecksumIsOfThePartsChecksums) {
  const std::string id = begin("key", "CRC64NVME");
  const std::string first = put_part("key", id, 1, big);
  const std::string second = put_part("key", id, 2, "end");
  complete("key", id, {{1, first}, {2, second}});
  EXPECT_EQ(s3->find_object("bucket", "key")->checksum.value,
            base64_encode(checksum_of(Algorithm::Crc64Nvme, big + "end")));
  const std::string full = begin("key", "CRC32C", "FULL_OBJECT");
  complete("key", full, {{1, put_part("key", full, 1, big)}, {9, put_part("key", full, 9, "end")}});
  EXPECT_EQ(s3->find_object("bucket", "key")->checksum.value,
            base64_encode(checksum_of(Algorithm::Crc32c, big + "end")));
  const std::string composite = begin("key", "SHA256");
  complete("key", composite, {{1, put_part("key", composite, 1, "x")}});
  EXPECT_EQ(
      s3->find_object("bucket", "key")->checksum.value,
      base64_encode(checksum_of(Algorithm::Sha256, checksum_of(Algorithm::Sha256, "x"))) + "-1");
  EXPECT_EQ(begin("key", "SHA1", "FULL_OBJECT"), "InvalidRequest");
  EXPECT_EQ(begin("key", "CRC64NVME", "COMPOSITE"), "InvalidRequest");
}

TEST_F(PartedUploads, APartCanBeAStretchOfAnotherObject) {
  put("from", "0123456789");
  const std::string id = begin("key");
  api::s3::UploadPartCopyRequest copy{.bucket = "bucket"};
  copy.key = "key";
  copy.upload_id = id;
  copy.part_number = 1;
  copy.copy_source = "/bucket/from";
  copy.copy_source_range = "bytes=2-4";
  const auto copied = upload_part_copy(*s3, copy);
  ASSERT_TRUE(copied.has_value()) << copied.error().message;
  complete("key", id, {{1, *copied->copy_part_result->e_tag}});
  EXPECT_EQ(code(delete_object(*s3, {.bucket = "bucket", .key = "from"})), "");
  store.commit();
  time.run_for(10s);
  EXPECT_EQ(get("key"), "234");
}

}  // namespace
}  // namespace spotdrill::s3
