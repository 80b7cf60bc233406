// Which bucket a host names.
#include "wire/s3_request.hpp"

#include <gtest/gtest.h>

namespace spotdrill::wire {
namespace {

TEST(S3Request, ABucketMayBeInTheHostsName) {
  EXPECT_EQ(bucket_of_host("bucket.s3.us-east-1.amazonaws.com"), "bucket");
  EXPECT_EQ(bucket_of_host("my.bucket.s3.amazonaws.com:443"), "my.bucket");
  EXPECT_EQ(bucket_of_host("a.s3.b.s3.eu-west-1.amazonaws.com"), "a.s3.b");
  EXPECT_EQ(bucket_of_host("bucket.s3-us-west-2.amazonaws.com"), "bucket");
  EXPECT_EQ(bucket_of_host("bucket.localhost:4566"), "bucket");
  EXPECT_EQ(bucket_of_host("bucket.s3.localhost"), "bucket");
  for (const char* host : {"s3.us-east-1.amazonaws.com", "s3.amazonaws.com", "localhost:4566",
                           "127.0.0.1:4566", "", "s3.localhost"}) {
    EXPECT_EQ(bucket_of_host(host), "") << host;
  }
}

TEST(S3Request, ItsPathBeginsWithTheBucketThen) {
  protocol::HttpRequest request{.method = "GET", .target = "/a%2Fb?uploads"};
  request.headers.set("Host", "bucket.s3.us-east-1.amazonaws.com");
  EXPECT_TRUE(is_for_s3(request, std::nullopt));
  to_path_style(request);
  EXPECT_EQ(request.target, "/bucket/a%2Fb?uploads");
  request.headers.set("Host", "ec2.us-east-1.amazonaws.com");
  EXPECT_FALSE(is_for_s3(request, std::nullopt));
}

}  // namespace
}  // namespace spotdrill::wire
