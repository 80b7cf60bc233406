// Versions: what is written stays, whoever writes or deletes after it.
#include "services/s3/versions.hpp"

#include <gtest/gtest.h>

#include "services/s3/fixture.hpp"

namespace spotdrill::s3 {
namespace {

struct Versions : testing::Test, Fixture {
  Versions() {
    EXPECT_EQ(make_bucket(), "");
    EXPECT_EQ(set_versioning("Enabled"), "");
  }

  /// The version's id; "": the reply says none.
  std::string write(const std::string& key, const std::string& body) {
    api::s3::PutObjectRequest request;
    request.bucket = "bucket";
    request.key = key;
    request.body = body;
    return put_object(*s3, request, context)->version_id.value_or("");
  }

  /// "marker ID", "ID" or "".
  std::string erase(const std::string& key, std::optional<std::string> version = {}) {
    api::s3::DeleteObjectRequest request{.bucket = "bucket", .key = key};
    request.version_id = std::move(version);
    const auto deleted = delete_object(*s3, request);
    if (!deleted.has_value()) return deleted.error().code;
    return (deleted->delete_marker.value_or(false) ? "marker " : "") +
           deleted->version_id.value_or("");
  }

  std::string read(const std::string& key, const std::string& version) {
    api::s3::GetObjectRequest request{.bucket = "bucket", .key = key};
    request.version_id = version;
    const auto got = get_object(*s3, request, context);
    return got.has_value() ? *got->body : got.error().code;
  }

  /// "key=ID* key-ID | p/ > key,ID": versions, "-" of delete markers, "*" of the latest; common
  /// prefixes; the next markers.
  std::string list(api::s3::ListObjectVersionsRequest request = {}) {
    request.bucket = "bucket";
    const auto listed = list_object_versions(*s3, request);
    if (!listed.has_value()) return listed.error().code;
    std::string text;
    for (const auto& each : listed->versions) {
      text += *each.key + "=" + *each.version_id + (*each.is_latest ? "* " : " ");
    }
    for (const auto& each : listed->delete_markers) {
      text += *each.key + "-" + *each.version_id + (*each.is_latest ? "* " : " ");
    }
    for (const auto& each : listed->common_prefixes) text += "| " + *each.prefix + " ";
    if (*listed->is_truncated) {
      text += "> " + *listed->next_key_marker + "," + listed->next_version_id_marker.value_or("");
    }
    return text;
  }
};

TEST_F(Versions, WhatIsWrittenOverStaysUnderItsId) {
  const std::string first = write("key", "one");
  const std::string second = write("key", "two");
  EXPECT_EQ(first.size(), 32U);
  EXPECT_EQ(get("key"), "two");
  EXPECT_EQ(read("key", first), "one");
  EXPECT_EQ(read("key", second), "two");
  EXPECT_EQ(list(), "key=" + second + "* key=" + first + " ");
  store.commit();
  time.run_for(10s);  // No byte of it is garbage.
  restart();
  EXPECT_EQ(read("key", first), "one");
  EXPECT_EQ(read("key", std::string(32, 'x')), "NoSuchVersion");
  EXPECT_EQ(read("key", "x"), "InvalidArgument");
}

TEST_F(Versions, ADeletionIsAMarkerThatCanBeDeleted) {
  const std::string first = write("key", "one");
  const std::string deleted = erase("key");
  ASSERT_TRUE(deleted.starts_with("marker "));
  const std::string marker = deleted.substr(7);
  const auto missing = get_object(*s3, {.bucket = "bucket", .key = "key"}, context);
  EXPECT_EQ(code(missing), "NoSuchKey");
  EXPECT_EQ(missing.error().extra.at("x-amz-version-id"), marker);
  EXPECT_EQ(read("key", marker), "MethodNotAllowed");
  EXPECT_EQ(read("key", first), "one");
  EXPECT_EQ(Fixture::list(), "|");
  EXPECT_EQ(list(), "key=" + first + " key-" + marker + "* ");
  EXPECT_EQ(code(delete_bucket(*s3, {.bucket = "bucket"})), "BucketNotEmpty");
  EXPECT_EQ(erase("key", marker), "marker " + marker);
  EXPECT_EQ(get("key"), "one");
  EXPECT_EQ(erase("key", first), first);
  EXPECT_EQ(get("key"), "NoSuchKey");
  EXPECT_EQ(code(delete_bucket(*s3, {.bucket = "bucket"})), "");
}

TEST_F(Versions, TheVersionBeforeIsTheObjectAgainWhenTheNewestGoes) {
  const std::string first = write("key", "one");
  const std::string second = write("key", "two");
  EXPECT_EQ(erase("key", second), second);
  EXPECT_EQ(get("key"), "one");
  EXPECT_EQ(list(), "key=" + first + "* ");
}

// Goal: suspended, there is one version without an id, which each write replaces; the others stay.
TEST_F(Versions, SuspendedThereIsOneNullVersion) {
  const std::string first = write("key", "one");
  EXPECT_EQ(set_versioning("Suspended"), "");
  EXPECT_EQ(write("key", "two"), "");
  EXPECT_EQ(write("key", "three"), "");
  EXPECT_EQ(list(), "key=null* key=" + first + " ");
  EXPECT_EQ(read("key", "null"), "three");
  EXPECT_EQ(erase("key"), "marker null");
  EXPECT_EQ(list(), "key=" + first + " key-null* ");
  EXPECT_EQ(set_versioning("Enabled"), "");
  const std::string last = write("key", "four");
  EXPECT_EQ(list(), "key=" + last + "* key=" + first + " key-null ");
  EXPECT_EQ(get_bucket_versioning(*s3, {.bucket = "bucket"})->status, "Enabled");
  EXPECT_EQ(set_versioning("Off"), "MalformedXML");
}

TEST_F(Versions, ObjectsFromBeforeHaveTheNullVersion) {
  EXPECT_EQ(code(create_bucket(*s3, {.bucket = "other"}, context)), "");
  api::s3::PutObjectRequest request{.bucket = "other", .key = "key"};
  request.body = "one";
  EXPECT_EQ(put_object(*s3, request, context)->version_id, std::nullopt);
  EXPECT_EQ(set_versioning("Enabled", "other"), "");
  EXPECT_NE(put_object(*s3, request, context)->version_id, std::nullopt);
  api::s3::GetObjectRequest before{.bucket = "other", .key = "key"};
  before.version_id = "null";
  EXPECT_EQ(get_object(*s3, before, context)->version_id, "null");
}

TEST_F(Versions, PagesGoOnBehindTheirMarkers) {
  const std::string a1 = write("a", "1");
  const std::string a2 = write("a", "2");
  const std::string b = write("b/x", "1");
  write("b/y", "1");
  const std::string c = write("c", "1");
  api::s3::ListObjectVersionsRequest request;
  request.max_keys = 1;
  EXPECT_EQ(list(request), "a=" + a2 + "* > a," + a2);
  request.key_marker = "a";
  request.version_id_marker = a2;
  EXPECT_EQ(list(request), "a=" + a1 + " > a," + a1);
  request.version_id_marker = a1;
  request.delimiter = "/";
  EXPECT_EQ(list(request), "| b/ > b/,");
  request.key_marker = "b/";
  request.version_id_marker.reset();
  EXPECT_EQ(list(request), "c=" + c + "* ");
  request.prefix = "b/";  // A key, too, as programs make them that have directories.
  EXPECT_EQ(list(request), "b/x=" + b + "* > b/x," + b);
  request.prefix.reset();
  EXPECT_EQ(list({.prefix = "b/x"}), "b/x=" + b + "* ");
  request.key_marker.reset();
  request.version_id_marker = a1;
  EXPECT_EQ(list(request), "InvalidArgument");
}

TEST_F(Versions, ACopyMayBeOfAnOlderVersion) {
  const std::string first = write("key", "one");
  write("key", "two");
  api::s3::CopyObjectRequest copy;
  copy.bucket = "bucket";
  copy.key = "key";
  copy.copy_source = "bucket/key?versionId=" + first;
  const auto copied = copy_object(*s3, copy);
  EXPECT_EQ(code(copied), "");
  EXPECT_EQ(copied->copy_source_version_id, first);
  EXPECT_EQ(get("key"), "one");
  EXPECT_EQ(s3->versions_of("bucket", "key").size(), 3U);
}

}  // namespace
}  // namespace spotdrill::s3
