// Requests that botocore signed are in tests/protocol; here are the refusals and the presigned
// form.
#include "wire/sigv4.hpp"

#include <gtest/gtest.h>

#include "base/iso8601.hpp"

namespace spotdrill::wire {
namespace {

const Instant signed_at = parse_iso8601("2026-01-02T03:04:05Z").value();

class Keys final : public CredentialSource {
 public:
  [[nodiscard]] std::optional<Credential> find(std::string_view key) const override {
    if (key == credential.access_key_id) return credential;
    return std::nullopt;
  }
  Credential credential{.access_key_id = "AKIDEXAMPLE",
                        .secret_access_key = "secret",
                        .session_token = {},
                        .account = "123456789012",
                        .arn = "arn",
                        .user_id = "id",
                        .expires = {}};
};

protocol::HttpRequest signed_request(const Keys& keys, Instant at = signed_at) {
  protocol::HttpRequest request;
  request.target = "/a//b/../c%20d?z=1&b=%2F+x&a";
  request.headers = {{"Host", "ec2.us-east-1.amazonaws.com"}, {"X-Amz-Target", "T.Op"}};
  request.body = "body";
  sign(request, keys.credential, "us-east-1", "ec2", at);
  return request;
}

SignatureFault fault_of(const protocol::HttpRequest& request, const Keys& keys,
                        Instant drill_now = signed_at, Instant real_now = signed_at) {
  const auto verified = verify(request, keys, {.drill_now = drill_now, .real_now = real_now});
  EXPECT_FALSE(verified.has_value());
  return verified.has_value() ? SignatureFault::Unsupported : verified.error().fault;
}

TEST(SigV4, VerifiesWhatItSigned) {
  Keys keys;
  EXPECT_TRUE(verify(signed_request(keys), keys, {.drill_now = signed_at, .real_now = signed_at})
                  .has_value());
  keys.credential.session_token = "token/+=";
  const auto verified =
      verify(signed_request(keys), keys, {.drill_now = signed_at, .real_now = signed_at});
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->account, "123456789012");
}

TEST(SigV4, AnyChangeIsAMismatch) {
  const Keys keys;
  auto body = signed_request(keys);
  body.body += ".";
  EXPECT_EQ(fault_of(body, keys), SignatureFault::Mismatch);
  auto target = signed_request(keys);
  target.target += "&more=1";
  EXPECT_EQ(fault_of(target, keys), SignatureFault::Mismatch);
  auto header = signed_request(keys);
  header.headers.set("X-Amz-Target", "T.Other");
  EXPECT_EQ(fault_of(header, keys), SignatureFault::Mismatch);
  auto method = signed_request(keys);
  method.method = "GET";
  EXPECT_EQ(fault_of(method, keys), SignatureFault::Mismatch);
}

TEST(SigV4, DatesMayBeNearEitherClock) {
  const Keys keys;
  const auto request = signed_request(keys);
  const Instant far = signed_at + 240h;
  EXPECT_TRUE(verify(request, keys, {.drill_now = far, .real_now = signed_at + 14min}).has_value());
  EXPECT_TRUE(verify(request, keys, {.drill_now = signed_at - 14min, .real_now = far}).has_value());
  EXPECT_EQ(fault_of(request, keys, far, signed_at + 16min), SignatureFault::Expired);
  EXPECT_EQ(fault_of(request, keys, signed_at - 16min, far), SignatureFault::NotYetCurrent);
}

TEST(SigV4, TellsWhenAnExpiredSignatureWasMade) {
  const Keys keys;
  const auto verified = verify(signed_request(keys), keys,
                               {.drill_now = signed_at + 20min, .real_now = signed_at + 20min});
  EXPECT_EQ(verified.error().message,
            "Signature expired: 20260102T030405Z is now earlier than 20260102T030905Z "
            "(20260102T032405Z - 15 min.)");
}

TEST(SigV4, TokensMustBeTheSessionsAndAlive) {
  Keys keys;
  keys.credential.session_token = "token";
  const auto request = signed_request(keys);
  Keys others = keys;
  others.credential.session_token = "other";
  EXPECT_EQ(fault_of(request, others), SignatureFault::UnknownKey);
  keys.credential.expires = signed_at;
  EXPECT_EQ(fault_of(request, keys), SignatureFault::ExpiredToken);
}

TEST(SigV4, SaysWhatIsMissing) {
  const Keys keys;
  protocol::HttpRequest request;
  EXPECT_EQ(fault_of(request, keys), SignatureFault::MissingToken);
  request.headers.set("Authorization", "Bearer x");
  EXPECT_EQ(fault_of(request, keys), SignatureFault::Incomplete);
  request.headers.set("Authorization", "AWS4-HMAC-SHA256 Credential=a/b");
  const auto verified = verify(request, keys, {.drill_now = signed_at, .real_now = signed_at});
  EXPECT_EQ(verified.error().message,
            "Authorization header requires 'Signature' parameter. "
            "Authorization header requires 'SignedHeaders' parameter. "
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            "Authorization=AWS4-HMAC-SHA256");
  request.headers.set("Authorization", "AWS4-ECDSA-P256-SHA256 Credential=a/b");
  EXPECT_EQ(fault_of(request, keys), SignatureFault::Unsupported);
  auto streaming = signed_request(keys);
  streaming.headers.set("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  EXPECT_EQ(fault_of(streaming, keys), SignatureFault::Unsupported);
  auto unknown = signed_request(keys);
  unknown.headers.set("Authorization",
                      "AWS4-HMAC-SHA256 Credential=X/20260102/us-east-1/ec2/"
                      "aws4_request, SignedHeaders=host, Signature=00");
  EXPECT_EQ(fault_of(unknown, keys), SignatureFault::UnknownKey);
}

// Source: botocore's SigV4QueryAuth on the same request.
TEST(SigV4, VerifiesPresignedUrls) {
  Keys keys;
  keys.credential.secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  protocol::HttpRequest request;
  request.method = "GET";
  request.target =
      "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-"
      "Credential=AKIDEXAMPLE%2F20260102%2Fus-east-1%2Fsts%2Faws4_request"
      "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature="
      "4d6a5033c97a28cefb3943c3ce9776d95714fcdecacced100fcef91855818bef";
  request.headers = {{"Host", "sts.amazonaws.com"}};
  EXPECT_TRUE(verify(request, keys, {.drill_now = signed_at, .real_now = signed_at}).has_value());
  EXPECT_EQ(claimed_scope(request)->service, "sts");
  EXPECT_EQ(fault_of(request, keys, signed_at + 2h, signed_at + 2h), SignatureFault::Expired);
}

TEST(SigV4, FamiliesHaveTheirOwnCodes) {
  const SignatureProblem problem{SignatureFault::UnknownKey, "m"};
  EXPECT_EQ(signature_error(problem, ErrorFamily::Ec2).code, "AuthFailure");
  EXPECT_EQ(signature_error(problem, ErrorFamily::Ec2).http_status, 401);
  EXPECT_EQ(signature_error(problem, ErrorFamily::Query).code, "InvalidClientTokenId");
  EXPECT_EQ(signature_error(problem, ErrorFamily::Query).http_status, 403);
  EXPECT_EQ(signature_error(problem, ErrorFamily::Json).code, "UnrecognizedClientException");
  EXPECT_EQ(signature_error(problem, ErrorFamily::Json).http_status, 400);
}

}  // namespace
}  // namespace spotdrill::wire
