#include "services/iam/identity.hpp"

#include <gtest/gtest.h>

#include "services/iam/fixture.hpp"

namespace spotdrill::iam {
namespace {

constexpr const char* foreign_profile =
    "arn:aws:iam::238810465798:instance-profile/FisStackAsg-ASGInstanceProfile0A2834D7-1DX6";

TEST(Identity, RootKeyIsTheAccountsOwner) {
  Fixture fixture;
  const auto root = fixture.identity.find("AKIAROOT");
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->arn, "arn:aws:iam::123456789012:root");
  EXPECT_EQ(root->user_id, "123456789012");
  EXPECT_FALSE(root->expires.has_value());
  EXPECT_FALSE(fixture.identity.find("AKIAOTHER").has_value());
}

// Goal: a document that names a profile of another account runs, and its job gets credentials.
TEST(Identity, NamedInstanceProfileIsAdoptedWithARoleOfThisAccount) {
  Fixture fixture;
  const auto resolved = fixture.identity.resolve_instance_profile({}, foreign_profile);
  ASSERT_TRUE(resolved.has_value()) << resolved.error().message;
  const InstanceProfile& profile = resolved.value().value();
  EXPECT_EQ(profile.arn, foreign_profile);
  EXPECT_TRUE(profile.id.starts_with("AIPA")) << profile.id;
  EXPECT_EQ(profile.id.size(), 21U);
  const auto session = fixture.identity.instance_session(profile.role, "i-0123456789abcdef0");
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->arn,
            "arn:aws:sts::123456789012:assumed-role/"
            "FisStackAsg-ASGInstanceProfile0A2834D7-1DX6/i-0123456789abcdef0");
  EXPECT_EQ(session->expires, fixture.time.now() + 6h);
  EXPECT_EQ(fixture.identity.find(session->access_key_id)->session_token, session->session_token);
  EXPECT_EQ(fixture.identity.instance_profile_by_arn(foreign_profile)->id, profile.id);
}

TEST(Identity, InstanceProfileIsAdoptedOnce) {
  Fixture fixture;
  const auto first = fixture.identity.resolve_instance_profile("worker", {});
  const auto again = fixture.identity.resolve_instance_profile("worker", {});
  EXPECT_EQ(first.value()->id, again.value()->id);
  EXPECT_EQ(first.value()->arn, "arn:aws:iam::123456789012:instance-profile/worker");
}

TEST(Identity, NoInstanceProfileIsNone) {
  Fixture fixture;
  EXPECT_FALSE(fixture.identity.resolve_instance_profile({}, {}).value().has_value());
}

TEST(Identity, StrictIdsRefuseUnknownProfilesInEc2sWords) {
  Fixture fixture{true};
  const auto by_name = fixture.identity.resolve_instance_profile("worker", {});
  ASSERT_FALSE(by_name.has_value());
  EXPECT_EQ(by_name.error().code, "InvalidParameterValue");
  EXPECT_EQ(by_name.error().message,
            "Value (worker) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance "
            "Profile name");
  const auto by_arn = fixture.identity.resolve_instance_profile({}, foreign_profile);
  ASSERT_FALSE(by_arn.has_value());
  EXPECT_NE(by_arn.error().message.find("Invalid IAM Instance Profile ARN"), std::string::npos);
  EXPECT_EQ(fixture.identity.issue_role_session("none", "s", 1h).error().code, "NoSuchEntity");
}

TEST(Identity, ArnsThatAreNoneAreRefusedInEitherMode) {
  Fixture fixture;
  for (const char* arn : {"worker", "arn:aws:iam::123456789012:role/worker",
                          "arn:aws:iam::12345:instance-profile/worker",
                          "arn:aws:iam::123456789012:instance-profile/"}) {
    EXPECT_FALSE(fixture.identity.resolve_instance_profile({}, arn).has_value()) << arn;
  }
  EXPECT_EQ(fixture.identity.resolve_instance_profile("a", foreign_profile).error().code,
            "InvalidParameterCombination");
}

// Goal: an instance sees one key for hours, and never one that is about to expire.
TEST(Identity, InstanceKeepsItsCredentialsUntilShortlyBeforeTheyExpire) {
  Fixture fixture;
  const std::string first =
      fixture.identity.instance_session("worker", "i-1").value().access_key_id;
  EXPECT_TRUE(first.starts_with("ASIA"));
  EXPECT_EQ(first.size(), 20U);
  fixture.time.run_for(5h);
  EXPECT_EQ(fixture.identity.instance_session("worker", "i-1").value().access_key_id, first);
  EXPECT_NE(fixture.identity.instance_session("worker", "i-2").value().access_key_id, first);
  fixture.time.run_for(46min);
  EXPECT_NE(fixture.identity.instance_session("worker", "i-1").value().access_key_id, first);
  EXPECT_TRUE(fixture.identity.find(first).has_value());
}

TEST(Identity, ExpiredSessionIsKnownForAWhileThenForgotten) {
  Fixture fixture;
  const auto session = fixture.identity.issue_role_session("worker", "s", 15min).value();
  fixture.time.run_for(30min);
  ASSERT_TRUE(fixture.identity.find(session.access_key_id).has_value());
  EXPECT_LT(fixture.identity.find(session.access_key_id)->expires, fixture.time.now());
  fixture.time.run_for(24h);
  EXPECT_FALSE(fixture.identity.find(session.access_key_id).has_value());
  EXPECT_TRUE(fixture.identity.issue_role_session("worker", "t", 15min).has_value());
  fixture.store.commit();
  EXPECT_EQ(fixture.store.load("iam-session", "").size(), 1U);
}

// Goal: a job goes on with its credentials when the daemon is started again.
TEST(Identity, SessionsSurviveARestart) {
  Fixture fixture;
  const auto session = fixture.identity.instance_session("worker", "i-1").value();
  fixture.store.commit();
  Identity restarted{fixture.world, fixture.settings};
  ASSERT_TRUE(restarted.find(session.access_key_id).has_value());
  EXPECT_EQ(restarted.find(session.access_key_id)->secret_access_key, session.secret_access_key);
  EXPECT_EQ(restarted.instance_session("worker", "i-1").value().access_key_id,
            session.access_key_id);
}

// Goal: after a reset that repeats the random numbers, an instance gets no other's credentials.
TEST(Identity, SessionsThatAreGoneAreNobodys) {
  Fixture fixture;
  fixture.random.restart(7);
  const std::string first = fixture.identity.instance_session("a", "i-1").value().access_key_id;
  fixture.store.clear();
  fixture.random.restart(7);
  const auto other = fixture.identity.instance_session("b", "i-2").value();
  EXPECT_EQ(other.access_key_id, first) << "the numbers repeat";
  EXPECT_NE(fixture.identity.instance_session("a", "i-1").value().access_key_id, first);
}

TEST(Identity, ResetForgetsEverythingButTheRootKey) {
  Fixture fixture;
  const auto session = fixture.identity.instance_session("worker", "i-1").value();
  fixture.store.clear();
  EXPECT_FALSE(fixture.identity.find(session.access_key_id).has_value());
  EXPECT_TRUE(fixture.identity.find("AKIAROOT").has_value());
  EXPECT_NE(fixture.identity.instance_session("worker", "i-1").value().access_key_id,
            session.access_key_id);
}

}  // namespace
}  // namespace spotdrill::iam
