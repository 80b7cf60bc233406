#include "http/guard.hpp"

#include <gmock/gmock.h>

namespace spotdrill::http {
namespace {

protocol::HttpRequest request(protocol::Headers headers) {
  return {.method = "POST", .target = "/", .headers = std::move(headers), .body = {}};
}

TEST(Guard, HostsOfThisMachineAndOfAwsPass) {
  for (const char* host : {"localhost:4566", "127.0.0.1:4566", "[::1]:4566", "localhost",
                           "ec2.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com:443"}) {
    EXPECT_FALSE(refuse_foreign(request({{"Host", host}})).has_value()) << host;
  }
}

TEST(Guard, ReboundNamesAreRefused) {
  for (const char* host : {"evil.example:4566", "", "amazonaws.com.evil.org", "192.168.1.7:4566"}) {
    EXPECT_TRUE(refuse_foreign(request({{"Host", host}})).has_value()) << host;
  }
  EXPECT_TRUE(refuse_foreign(request({})).has_value()) << "no Host at all";
}

TEST(Guard, OtherSitesAreRefusedAndTheOwnPageIsNot) {
  const auto with_origin = [](const char* origin) {
    return refuse_foreign(request({{"Host", "127.0.0.1:4566"}, {"Origin", origin}}));
  };
  EXPECT_FALSE(with_origin("http://127.0.0.1:4566").has_value());
  EXPECT_TRUE(with_origin("https://evil.example").has_value());
  EXPECT_TRUE(with_origin("http://127.0.0.1:8080").has_value());
  EXPECT_TRUE(with_origin("null").has_value());
  EXPECT_TRUE(refuse_foreign(request({{"Host", "localhost"}, {"Sec-Fetch-Site", "cross-site"}}))
                  .has_value());
}

}  // namespace
}  // namespace spotdrill::http
