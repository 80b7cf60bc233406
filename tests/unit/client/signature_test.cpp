#include "client/signature.hpp"

#include <gtest/gtest.h>

#include "base/iso8601.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::client {
namespace {

// Source: AWS Signature Version 4 Test Suite.
const Credentials example{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
const Instant example_time = *parse_iso8601("2015-08-30T12:36:00Z");

std::string signature(const std::string& target) {
  protocol::HttpRequest request{.method = "GET", .target = target};
  request.headers.set("Host", "example.amazonaws.com");
  sign(request, example, "us-east-1", "service", example_time);
  const std::string authorization{request.headers.get("Authorization")};
  return authorization.substr(authorization.rfind('=') + 1);
}

TEST(Sign, MatchesAwsTestSuite) {
  EXPECT_EQ(signature("/"), "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  EXPECT_EQ(signature("/?Param2=value2&Param1=value1"),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
}

struct OneKey : wire::CredentialSource {
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view id) const override {
    if (id != example.access_key_id) return std::nullopt;
    return wire::Credential{.access_key_id = example.access_key_id,
                            .secret_access_key = example.secret_access_key};
  }
};

TEST(Sign, IsAcceptedByOurServer) {
  protocol::HttpRequest request{.method = "GET",
                                .target = "/actions/aws%3Aec2%3Astop-instances?b=2&a=1%2B1"};
  request.headers.set("Host", "127.0.0.1:4566");
  request.headers.set("Content-Type", "application/json");
  sign(request, example, "us-east-1", "fis", example_time);
  const auto verified =
      wire::verify(request, OneKey{}, {.drill_now = example_time, .real_now = example_time});
  EXPECT_TRUE(verified) << verified.error().message;
}

// Goal: S3's paths are encoded once, and the payload's hash is a header.
TEST(Sign, IsAcceptedByOurS3) {
  protocol::HttpRequest request{.method = "GET", .target = "/bucket/a%20key%2Bmore?list-type=2"};
  request.headers.set("Host", "127.0.0.1:4566");
  sign(request, example, "us-east-1", "s3", example_time);
  EXPECT_FALSE(request.headers.get("X-Amz-Content-Sha256").empty());
  const auto verified =
      wire::verify(request, OneKey{}, {.drill_now = example_time, .real_now = example_time});
  EXPECT_TRUE(verified) << verified.error().message;
}

}  // namespace
}  // namespace spotdrill::client
