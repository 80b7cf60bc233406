#include "services/sts/operations.hpp"

#include <gtest/gtest.h>

#include "services/iam/fixture.hpp"

namespace spotdrill::sts {
namespace {

constexpr const char* role_arn = "arn:aws:iam::123456789012:role/worker";

api::sts::AssumeRoleRequest as_worker() {
  api::sts::AssumeRoleRequest request;
  request.role_arn = role_arn;
  request.role_session_name = "drill";
  return request;
}

wire::Context context_of(const wire::Credential& credential) {
  wire::Context context;
  context.account = credential.account;
  context.caller_arn = credential.arn;
  context.caller_id = credential.user_id;
  return context;
}

TEST(GetCallerIdentity, NamesWhoSigned) {
  iam::Fixture fixture;
  const auto session = fixture.identity.instance_session("worker", "i-1").value();
  const auto identity = get_caller_identity(fixture.identity, {}, context_of(session));
  EXPECT_EQ(identity->account, "123456789012");
  EXPECT_EQ(identity->arn, "arn:aws:sts::123456789012:assumed-role/worker/i-1");
  EXPECT_EQ(identity->user_id, fixture.identity.find_role("worker")->id + ":i-1");
}

TEST(GetCallerIdentity, UnsignedRequestIsTheOwners) {
  iam::Fixture fixture;
  EXPECT_EQ(get_caller_identity(fixture.identity, {}, {})->arn, "arn:aws:iam::123456789012:root");
}

TEST(AssumeRole, GivesCredentialsThatTheSignatureCheckFinds) {
  iam::Fixture fixture;
  const auto assumed =
      assume_role(fixture.identity, as_worker(), context_of(fixture.identity.root()));
  ASSERT_TRUE(assumed.has_value()) << assumed.error().message;
  const auto& credentials = *assumed->credentials;
  const auto found = fixture.identity.find(credentials.access_key_id);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->secret_access_key, credentials.secret_access_key);
  EXPECT_EQ(credentials.expiration, fixture.time.now() + 1h);
  EXPECT_EQ(assumed->assumed_role_user->arn, "arn:aws:sts::123456789012:assumed-role/worker/drill");
  EXPECT_TRUE(assumed->assumed_role_user->assumed_role_id.ends_with(":drill"));
  EXPECT_FALSE(assumed->packed_policy_size.has_value());
}

// Goal: whoever has a token of somebody else's is told what AWS tells in an account without
// identity providers, which this one is.
TEST(AssumeRoleWithWebIdentity, AnAccountWithoutProvidersTrustsNoToken) {
  iam::Fixture fixture;
  const auto refusal = [&](const std::string& token) {
    api::sts::AssumeRoleWithWebIdentityRequest request;
    request.role_arn = role_arn;
    request.role_session_name = "drill";
    request.web_identity_token = token;
    const auto assumed = assume_role_with_web_identity(fixture.identity, request);
    return assumed.has_value() ? std::string{}
                               : assumed.error().code + ": " + assumed.error().message;
  };
  // {"iss":"https://token.actions.githubusercontent.com","sub":"repo:a/b"}
  EXPECT_EQ(refusal("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Rva2VuLmFjdGlvbnMuZ2l0aHVidXNlcmNvb"
                    "nRlbnQuY29tIiwic3ViIjoicmVwbzphL2IifQ.c2ln"),
            "InvalidIdentityToken: No OpenIDConnect provider found in your account for "
            "https://token.actions.githubusercontent.com");
  for (const char* token : {"", "opaque", "a.b.c", "e30.e30.e30"}) {
    EXPECT_EQ(refusal(token),
              "InvalidIdentityToken: The ID Token provided is not a valid JWT. (You may see this "
              "error if you sent an Access Token)")
        << token;
  }
}

TEST(AssumeRole, DurationIsBoundByTheRoleAndByChaining) {
  iam::Fixture fixture;
  auto request = as_worker();
  request.duration_seconds = 3601;
  const auto longer = assume_role(fixture.identity, request, context_of(fixture.identity.root()));
  ASSERT_FALSE(longer.has_value());
  EXPECT_EQ(longer.error().code, "ValidationError");
  EXPECT_EQ(longer.error().message,
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  fixture.identity.edit_role("worker").session_max = 12h;
  EXPECT_TRUE(
      assume_role(fixture.identity, request, context_of(fixture.identity.root())).has_value());
  const auto session = fixture.identity.instance_session("worker", "i-1").value();
  EXPECT_NE(assume_role(fixture.identity, request, context_of(session))
                .error()
                .message.find("role chaining"),
            std::string::npos);
}

TEST(AssumeRole, UnknownRoleIsDeniedWithStrictIds) {
  iam::Fixture fixture{true};
  const auto denied =
      assume_role(fixture.identity, as_worker(), context_of(fixture.identity.root()));
  ASSERT_FALSE(denied.has_value());
  EXPECT_EQ(denied.error().code, "AccessDenied");
  EXPECT_EQ(denied.error().http_status, 403);
  EXPECT_EQ(denied.error().message,
            "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on "
            "resource: arn:aws:iam::123456789012:role/worker");
}

TEST(AssumeRole, MalformedInputIsRefused) {
  iam::Fixture fixture;
  auto request = as_worker();
  request.role_arn = "worker-worker-worker-worker";
  EXPECT_EQ(assume_role(fixture.identity, request, {}).error().message,
            "worker-worker-worker-worker is invalid");
  request = as_worker();
  request.policy = "{";
  EXPECT_EQ(assume_role(fixture.identity, request, {}).error().code, "MalformedPolicyDocument");
}

TEST(GetSessionToken, GivesTheOwnersKeyForAnHourAtMost) {
  iam::Fixture fixture;
  const auto given = get_session_token(fixture.identity, {.duration_seconds = 7200}, {});
  ASSERT_TRUE(given.has_value());
  const auto known = fixture.identity.find(given->credentials->access_key_id);
  ASSERT_TRUE(known.has_value());
  EXPECT_EQ(known->arn, "arn:aws:iam::123456789012:root");
  EXPECT_EQ(*known->expires, fixture.time.now() + 1h);
  wire::Context context = context_of(*known);
  context.access_key_id = known->access_key_id;
  const auto again = get_session_token(fixture.identity, {}, context);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().message, "Cannot call GetSessionToken with session credentials");
}

}  // namespace
}  // namespace spotdrill::sts
