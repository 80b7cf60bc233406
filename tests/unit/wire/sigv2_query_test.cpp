// URLs as botocore's HmacV1QueryAuth made them.
#include "wire/sigv2_query.hpp"

#include <gtest/gtest.h>

#include "base/iso8601.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {
namespace {

const Instant url_ends = parse_iso8601("2026-01-02T03:04:05Z").value();

class Key final : public CredentialSource {
 public:
  explicit Key(std::string token = {}) { credential_.session_token = std::move(token); }
  [[nodiscard]] std::optional<Credential> find(std::string_view key) const override {
    return key == credential_.access_key_id ? std::optional{credential_} : std::nullopt;
  }

 private:
  Credential credential_{.access_key_id = "AKIDEXAMPLE",
                         .secret_access_key = "secret",
                         .session_token = {},
                         .account = "123456789012",
                         .arn = "arn",
                         .user_id = "id",
                         .expires = {}};
};

protocol::HttpRequest path_style() {
  protocol::HttpRequest request;
  request.method = "GET";
  request.target =
      "/bucket/a%20key?AWSAccessKeyId=AKIDEXAMPLE&Signature=pnGM24MXOtGoAI3BiKjJ43TiFt4%3D"
      "&Expires=1767323045";
  request.headers = {{"Host", "127.0.0.1:4566"}};
  return request;
}

protocol::HttpRequest host_style() {
  protocol::HttpRequest request;
  request.method = "PUT";
  request.target =
      "/a%20key?response-content-type=text%2Fplain&uploadId=x%2F1&partNumber=2&unsigned=1"
      "&AWSAccessKeyId=AKIDEXAMPLE&Signature=7ablJHFikg%2FKxJRK2BIIR2knnEY%3D"
      "&content-type=text%2Fplain&x-amz-meta-b=2&x-amz-meta-a=1"
      "&x-amz-security-token=tok%2Fen%2B%3D&Expires=1767323045";
  request.headers = {{"Host", "bucket.s3.amazonaws.com"}};
  return request;
}

Result<Credential, SignatureProblem> verified(const protocol::HttpRequest& request, const Key& key,
                                              Instant at = url_ends) {
  return verify(request, key, {.drill_now = at, .real_now = at});
}

TEST(SigV2Query, UrlsOfEitherStyleAreVerified) {
  EXPECT_TRUE(verified(path_style(), Key{}).has_value());
  EXPECT_TRUE(verified(host_style(), Key{"tok/en+="}).has_value());
  const auto scope = claimed_scope(path_style());
  ASSERT_TRUE(scope.has_value());
  EXPECT_EQ(scope->service, s3_signing_name);
  EXPECT_EQ(scope->region, "us-east-1");
}

TEST(SigV2Query, AnyChangeIsAMismatch) {
  for (const std::string_view part : {"a%20key", "3045", "%3D"}) {
    auto request = path_style();
    request.target.replace(request.target.rfind(part), part.size(), part == "3045" ? "3046" : "b");
    const auto outcome = verified(request, Key{});
    ASSERT_FALSE(outcome.has_value()) << part;
    EXPECT_EQ(outcome.error().fault, SignatureFault::Mismatch) << part;
  }
  auto method = path_style();
  method.method = "DELETE";
  EXPECT_EQ(verified(method, Key{}).error().fault, SignatureFault::Mismatch);
}

TEST(SigV2Query, IsOverWhenItSays) {
  const auto outcome = verified(path_style(), Key{}, url_ends + 1s);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().fault, SignatureFault::Expired);
  EXPECT_EQ(signature_error(outcome.error(), ErrorFamily::S3).message, "Request has expired");
}

TEST(SigV2Query, TheSessionsTokenMustBeThere) {
  EXPECT_EQ(verified(path_style(), Key{"token"}).error().fault, SignatureFault::UnknownKey);
}

TEST(SigV2Query, WhatIsNoClaimIsNotSigned) {
  for (const std::string_view query :
       {"AWSAccessKeyId=A&Signature=B", "AWSAccessKeyId=A&Signature=B&Expires=soon",
        "AWSAccessKeyId=A&Signature=B&Expires=99999999999999999", "Signature=B&Expires=1"}) {
    protocol::HttpRequest request;
    request.target.assign("/?").append(query);
    EXPECT_EQ(claimed_scope(request), std::nullopt) << query;
    EXPECT_EQ(verified(request, Key{}).error().fault, SignatureFault::MissingToken) << query;
  }
}

}  // namespace
}  // namespace spotdrill::wire
