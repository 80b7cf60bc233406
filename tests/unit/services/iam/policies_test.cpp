#include <gtest/gtest.h>

#include "services/iam/fixture.hpp"
#include "services/iam/operations.hpp"
#include "services/iam/policy_operations.hpp"

namespace spotdrill::iam {
namespace {

constexpr const char* allow =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})";
constexpr const char* aws_policy = "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM";

template <class Made>
std::string code_of(const Result<Made>& made) {
  return made.has_value() ? "none" : made.error().code + ": " + made.error().message;
}

void make_role(Fixture& fixture) {
  api::iam::CreateRoleRequest request;
  request.role_name = "worker";
  request.assume_role_policy_document =
      R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]})";
  ASSERT_EQ(code_of(create_role(fixture.identity, request)), "none");
}

TEST(RolePolicies, InlineOnesAreKeptAndHoldTheRole) {
  Fixture fixture;
  make_role(fixture);
  Identity& identity = fixture.identity;
  EXPECT_EQ(code_of(put_role_policy(
                identity, {.role_name = "worker", .policy_name = "p", .policy_document = "{}"})),
            "MalformedPolicyDocument: Syntax errors in policy.");
  ASSERT_EQ(code_of(put_role_policy(
                identity, {.role_name = "worker", .policy_name = "p", .policy_document = allow})),
            "none");
  const auto got = get_role_policy(identity, {.role_name = "worker", .policy_name = "p"});
  ASSERT_EQ(code_of(got), "none");
  EXPECT_EQ(got->policy_document.substr(0, 13), "%7B%22Version");
  EXPECT_EQ(list_role_policies(identity, {.role_name = "worker"})->policy_names.at(0), "p");
  EXPECT_EQ(code_of(delete_role(identity, {.role_name = "worker"})),
            "DeleteConflict: Cannot delete entity, must delete policies first.");
  EXPECT_EQ(code_of(delete_role_policy(identity, {.role_name = "worker", .policy_name = "p"})),
            "none");
  EXPECT_EQ(code_of(get_role_policy(identity, {.role_name = "worker", .policy_name = "p"})),
            "NoSuchEntity: The role policy with name p cannot be found.");
  EXPECT_EQ(code_of(delete_role(identity, {.role_name = "worker"})), "none");
}

TEST(RolePolicies, ManagedOnesAreAttachedOnceAndHoldTheRole) {
  Fixture fixture;
  make_role(fixture);
  Identity& identity = fixture.identity;
  EXPECT_EQ(code_of(attach_role_policy(
                identity,
                {.role_name = "worker", .policy_arn = "arn:aws:iam::123456789012:policy/none"})),
            "NoSuchEntity: Policy arn:aws:iam::123456789012:policy/none does not exist or is not "
            "attachable.");
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(
        code_of(attach_role_policy(identity, {.role_name = "worker", .policy_arn = aws_policy})),
        "none");
  }
  const auto listed = list_attached_role_policies(identity, {.role_name = "worker"});
  ASSERT_EQ(listed->attached_policies.size(), 1U);
  EXPECT_EQ(listed->attached_policies[0].policy_name, "AmazonEC2RoleforSSM");
  EXPECT_EQ(code_of(delete_role(identity, {.role_name = "worker"})),
            "DeleteConflict: Cannot delete entity, must detach all policies first.");
  EXPECT_EQ(
      code_of(detach_role_policy(identity, {.role_name = "worker", .policy_arn = aws_policy})),
      "none");
  EXPECT_EQ(
      code_of(detach_role_policy(identity, {.role_name = "worker", .policy_arn = aws_policy})),
      "NoSuchEntity: Policy " + std::string{aws_policy} + " was not found.");
}

// Goal: a managed policy has versions, one of which counts; what is in use stays.
TEST(ManagedPolicies, LiveWithTheirVersions) {
  Fixture fixture;
  make_role(fixture);
  Identity& identity = fixture.identity;
  const auto made =
      create_policy(identity, {.policy_name = "p", .path = "/batch/", .policy_document = allow});
  ASSERT_EQ(code_of(made), "none");
  const std::string arn = *made->policy->arn;
  EXPECT_EQ(arn, "arn:aws:iam::123456789012:policy/batch/p");
  EXPECT_EQ(code_of(create_policy(identity, {.policy_name = "p", .policy_document = allow})),
            "EntityAlreadyExists: A policy called p already exists. Duplicate names are not "
            "allowed.");
  ASSERT_EQ(code_of(create_policy_version(
                identity, {.policy_arn = arn, .policy_document = allow, .set_as_default = true})),
            "none");
  EXPECT_EQ(get_policy(identity, {.policy_arn = arn})->policy->default_version_id, "v2");
  EXPECT_EQ(list_policy_versions(identity, {.policy_arn = arn})->versions.at(0).version_id, "v2");
  EXPECT_EQ(get_policy_version(identity, {.policy_arn = arn, .version_id = "v1"})
                ->policy_version->is_default_version,
            false);
  EXPECT_EQ(code_of(delete_policy(identity, {.policy_arn = arn})).substr(0, 14), "DeleteConflict");
  EXPECT_EQ(code_of(delete_policy_version(identity, {.policy_arn = arn, .version_id = "v2"})),
            "DeleteConflict: Cannot delete the default version of a policy.");
  EXPECT_EQ(code_of(set_default_policy_version(identity, {.policy_arn = arn, .version_id = "v1"})),
            "none");
  EXPECT_EQ(code_of(delete_policy_version(identity, {.policy_arn = arn, .version_id = "v2"})),
            "none");
  ASSERT_EQ(code_of(attach_role_policy(identity, {.role_name = "worker", .policy_arn = arn})),
            "none");
  EXPECT_EQ(list_policies(identity, {.only_attached = true})->policies.at(0).attachment_count, 1);
  EXPECT_EQ(code_of(delete_policy(identity, {.policy_arn = arn})),
            "DeleteConflict: Cannot delete a policy attached to entities.");
  ASSERT_EQ(code_of(detach_role_policy(identity, {.role_name = "worker", .policy_arn = arn})),
            "none");
  EXPECT_EQ(code_of(delete_policy(identity, {.policy_arn = arn})), "none");
  EXPECT_EQ(code_of(get_policy(identity, {.policy_arn = arn})),
            "NoSuchEntity: Policy " + arn + " was not found.");
}

TEST(RoleTags, ComeAndGo) {
  Fixture fixture;
  make_role(fixture);
  Identity& identity = fixture.identity;
  ASSERT_EQ(
      code_of(tag_role(identity, {.role_name = "worker", .tags = {{.key = "a", .value = "1"}}})),
      "none");
  EXPECT_EQ(list_role_tags(identity, {.role_name = "worker"})->tags.at(0).value, "1");
  ASSERT_EQ(code_of(untag_role(identity, {.role_name = "worker", .tag_keys = {"a", "b"}})), "none");
  EXPECT_TRUE(list_role_tags(identity, {.role_name = "worker"})->tags.empty());
}

TEST(ListInstanceProfilesForRole, NamesThoseThatHaveIt) {
  Fixture fixture;
  make_role(fixture);
  Identity& identity = fixture.identity;
  api::iam::CreateInstanceProfileRequest request;
  for (const char* name : {"one", "two"}) {
    request.instance_profile_name = name;
    ASSERT_EQ(code_of(create_instance_profile(identity, request)), "none");
  }
  ASSERT_EQ(code_of(add_role_to_instance_profile(
                identity, {.instance_profile_name = "two", .role_name = "worker"})),
            "none");
  const auto listed = list_instance_profiles_for_role(identity, {.role_name = "worker"});
  ASSERT_EQ(listed->instance_profiles.size(), 1U);
  EXPECT_EQ(listed->instance_profiles[0].instance_profile_name, "two");
}

TEST(GetUser, IsTheAccountsOwner) {
  Fixture fixture;
  EXPECT_EQ(get_user(fixture.identity, {}, {})->user.arn, "arn:aws:iam::123456789012:root");
  EXPECT_EQ(code_of(get_user(fixture.identity, {.user_name = "eve"}, {})),
            "NoSuchEntity: The user with name eve cannot be found.");
}

}  // namespace
}  // namespace spotdrill::iam
