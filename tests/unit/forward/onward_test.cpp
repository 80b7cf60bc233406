// What another server gets, judged by the code that judges what we get.
#include "forward/onward.hpp"

#include <gtest/gtest.h>

#include "forward/keys.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::forward {
namespace {

const Endpoint minio{.service = "s3",
                     .url = {.tls = false, .host = "127.0.0.1", .port = 9000},
                     .credential = other_key};

std::string signer_of(const protocol::HttpRequest& request, bool head_only = false) {
  const BothKeys keys;
  const wire::VerifyOptions options{.drill_now = now_here, .real_now = now_here};
  const auto judged =
      head_only ? wire::verify_head(request, keys, options) : wire::verify(request, keys, options);
  return judged.has_value() ? judged->access_key_id : judged.error().message;
}

protocol::HttpRequest callers_put(const protocol::Headers& more = {}) {
  protocol::HttpRequest request{.method = "PUT", .target = "/b/a%20key?x=1", .headers = more};
  request.headers.set("Host", "s3.us-east-1.amazonaws.com");
  request.headers.set("Content-Type", "text/plain");
  request.headers.set("x-amz-meta-step", "7");
  request.body = "body";
  wire::sign(request, callers_key, "us-east-1", "s3", now_here);
  return request;
}

TEST(Onward, IsSignedAnewByTheEndpointsKeyForItsHost) {
  const auto made =
      onward_request(callers_put(), Payload::Here, minio, "s3", "eu-west-1", now_here);
  EXPECT_EQ(signer_of(made), "AKIDOTHER");
  EXPECT_EQ(made.headers.get("Host"), "127.0.0.1:9000");
  EXPECT_EQ(made.headers.get("x-amz-meta-step"), "7");
  EXPECT_EQ(made.target, "/b/a%20key?x=1");
  EXPECT_EQ(made.body, "body");
  EXPECT_EQ(wire::claimed_scope(made)->region, "eu-west-1");
  Endpoint elsewhere = minio;
  elsewhere.region = "eu-central-1";
  const auto there =
      onward_request(callers_put(), Payload::Here, elsewhere, "s3", "eu-west-1", now_here);
  EXPECT_EQ(wire::claimed_scope(there)->region, "eu-central-1");
}

// Goal: nothing of the caller's session reaches the other server, and nothing that was for the
// connection alone.
TEST(Onward, LeavesWhatIsBetweenTheCallerAndUs) {
  const auto made = onward_request(callers_put({{"X-Amz-Security-Token", "secret"},
                                                {"Connection", "close, X-Of-The-Hop"},
                                                {"X-Of-The-Hop", "1"},
                                                {"Proxy-Authorization", "Basic x"},
                                                {"Transfer-Encoding", "chunked"},
                                                {"Expect", "100-continue"},
                                                {"X-Split", "a\r\nHost: b"}}),
                                   Payload::Here, minio, "s3", "us-east-1", now_here);
  EXPECT_EQ(signer_of(made), "AKIDOTHER");
  for (const char* name : {"X-Amz-Security-Token", "Connection", "X-Of-The-Hop",
                           "Proxy-Authorization", "Transfer-Encoding", "Expect", "X-Split"}) {
    EXPECT_FALSE(made.headers.contains(name)) << name;
  }
}

TEST(Onward, OfAPresignedUrlHasNoSignatureInItsQuery) {
  protocol::HttpRequest request{
      .method = "GET",
      .target =
          "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&versionId=3&X-Amz-Credential=AKIDCALLER&"
          "X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&"
          "X-Amz-Signature=0"};
  const auto made = onward_request(request, Payload::Here, minio, "s3", "us-east-1", now_here);
  EXPECT_EQ(made.target, "/b/k?versionId=3");
  EXPECT_EQ(signer_of(made), "AKIDOTHER");
  request.target = "/b/k?AWSAccessKeyId=AKIDCALLER&Signature=x&Expires=1";
  EXPECT_EQ(onward_request(request, Payload::Here, minio, "s3", "us-east-1", now_here).target,
            "/b/k");
  // Without a key these are names like any other.
  request.target = "/b/k?Expires=1";
  EXPECT_EQ(onward_request(request, Payload::Here, minio, "s3", "us-east-1", now_here).target,
            "/b/k?Expires=1");
}

// Goal: a body that has not come is signed by the hash that its head has, or by none.
TEST(Onward, OfABodyThatFollowsHasTheHashOfItsHead) {
  const auto put = callers_put();
  ASSERT_EQ(payload_of(put), Payload::Hashed);
  const auto hashed = onward_request(put, Payload::Hashed, minio, "s3", "us-east-1", now_here);
  EXPECT_EQ(hashed.headers.get("X-Amz-Content-Sha256"), put.headers.get("X-Amz-Content-Sha256"));
  EXPECT_TRUE(hashed.body.empty());
  EXPECT_EQ(signer_of(hashed, true), "AKIDOTHER");
}

TEST(Onward, OfSignedChunksHasNoneOfThem) {
  protocol::HttpRequest put{.method = "PUT", .target = "/b/k"};
  put.headers = {{"X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"},
                 {"Content-Encoding", "aws-chunked,gzip"},
                 {"X-Amz-Decoded-Content-Length", "7"}};
  ASSERT_EQ(payload_of(put), Payload::Unsigned);
  const auto made = onward_request(put, Payload::Unsigned, minio, "s3", "us-east-1", now_here);
  EXPECT_EQ(made.headers.get("X-Amz-Content-Sha256"), "UNSIGNED-PAYLOAD");
  EXPECT_EQ(made.headers.get("Content-Encoding"), "gzip");
  EXPECT_FALSE(made.headers.contains("X-Amz-Decoded-Content-Length"));
  EXPECT_EQ(signer_of(made, true), "AKIDOTHER");
}

TEST(Onward, ChecksumsThatFollowTheBodyFollowItStill) {
  protocol::HttpRequest put{.method = "PUT", .target = "/b/k"};
  put.headers = {{"X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"},
                 {"X-Amz-Trailer", "x-amz-checksum-crc32"},
                 {"X-Amz-Decoded-Content-Length", "7"}};
  ASSERT_EQ(payload_of(put), Payload::Trailing);
  const auto made = onward_request(put, Payload::Trailing, minio, "s3", "us-east-1", now_here);
  EXPECT_EQ(made.headers.get("X-Amz-Content-Sha256"), "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
  EXPECT_EQ(made.headers.get("X-Amz-Trailer"), "x-amz-checksum-crc32");
  EXPECT_EQ(made.headers.get("X-Amz-Decoded-Content-Length"), "7");
  EXPECT_EQ(signer_of(made, true), "AKIDOTHER");
}

// Goal: the other server may be a spotdrill whose doors are open.
TEST(Onward, AsksForNothingOfAnothersAdministration) {
  EXPECT_TRUE(may_be_asked("/b/k?list-type=2&prefix=a%20b"));
  for (const char* target :
       {"/_spotdrill/reset", "/_spotdrill", "@evil/", "", "/a b", "/a#b", "/a\r\nX: y"}) {
    EXPECT_FALSE(may_be_asked(target)) << target;
  }
}

}  // namespace
}  // namespace spotdrill::forward
