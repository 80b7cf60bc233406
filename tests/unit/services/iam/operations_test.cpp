#include "services/iam/operations.hpp"

#include <gtest/gtest.h>

#include "services/iam/fixture.hpp"

namespace spotdrill::iam {
namespace {

constexpr const char* trust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
    R"("Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})";

api::iam::CreateRoleRequest role_named(const std::string& name) {
  api::iam::CreateRoleRequest request;
  request.role_name = name;
  request.assume_role_policy_document = trust;
  return request;
}

api::iam::CreateInstanceProfileRequest profile_named(const std::string& name) {
  api::iam::CreateInstanceProfileRequest request;
  request.instance_profile_name = name;
  return request;
}

TEST(CreateRole, GivesWhatGetRoleGivesLater) {
  Fixture fixture;
  auto request = role_named("worker");
  request.path = "/batch/";
  request.description = "Renders.";
  request.tags.push_back({.key = "team", .value = "film"});
  const auto created = create_role(fixture.identity, request);
  ASSERT_TRUE(created.has_value()) << created.error().message;
  EXPECT_EQ(created->role.arn, "arn:aws:iam::123456789012:role/batch/worker");
  EXPECT_TRUE(created->role.role_id.starts_with("AROA"));
  EXPECT_EQ(created->role.assume_role_policy_document->substr(0, 13), "%7B%22Version");
  const auto got = get_role(fixture.identity, {.role_name = "worker"});
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->role.role_id, created->role.role_id);
  EXPECT_EQ(got->role.max_session_duration, 3600);
  EXPECT_EQ(got->role.tags.at(0).value, "film");
  EXPECT_TRUE(got->role.role_last_used.has_value());
}

TEST(CreateRole, NameIsTakenWhateverItsCase) {
  Fixture fixture;
  ASSERT_TRUE(create_role(fixture.identity, role_named("worker")).has_value());
  const auto again = create_role(fixture.identity, role_named("Worker"));
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, "EntityAlreadyExists");
  EXPECT_EQ(again.error().message, "Role with name Worker already exists.");
  EXPECT_EQ(again.error().http_status, 409);
}

TEST(CreateRole, TrustPolicyIsChecked) {
  Fixture fixture;
  const std::pair<const char*, const char*> cases[] = {
      {"{", "This policy contains invalid Json"},
      {"{}", "Syntax errors in policy."},
      {R"({"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]})",
       "Missing required field Principal"},
      {R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"a:b","Resource":"*"}})",
       "Has prohibited field Resource"}};
  for (const auto& [document, message] : cases) {
    auto request = role_named("worker");
    request.assume_role_policy_document = document;
    const auto created = create_role(fixture.identity, request);
    ASSERT_FALSE(created.has_value()) << document;
    EXPECT_EQ(created.error().code, "MalformedPolicyDocument");
    EXPECT_EQ(created.error().message, message);
  }
}

TEST(GetRole, UnknownOneCannotBeFound) {
  Fixture fixture;
  const auto got = get_role(fixture.identity, {.role_name = "none"});
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().code, "NoSuchEntity");
  EXPECT_EQ(got.error().message, "The role with name none cannot be found.");
  EXPECT_EQ(got.error().http_status, 404);
}

// Goal: every role comes exactly once, in order, whatever the page size.
TEST(ListRoles, PagesByMarkerAndFiltersByPath) {
  Fixture fixture;
  for (const char* name : {"d", "a", "c", "b", "e"}) {
    auto request = role_named(name);
    request.path = name[0] == 'c' ? "/other/" : "/batch/";
    ASSERT_TRUE(create_role(fixture.identity, request).has_value());
  }
  std::string names;
  api::iam::ListRolesRequest request;
  request.max_items = 2;
  request.path_prefix = "/batch";
  for (int pages = 1;; ++pages) {
    const auto page = list_roles(fixture.identity, request);
    ASSERT_TRUE(page.has_value()) << page.error().message;
    for (const auto& role : page->roles) names += role.role_name;
    EXPECT_EQ(page->is_truncated, page->marker.has_value());
    if (page->marker.has_value()) {
      request.marker = page->marker;
      continue;
    }
    EXPECT_EQ(pages, 2);
    break;
  }
  EXPECT_EQ(names, "abde");
  request.marker = "nonsense";
  EXPECT_EQ(list_roles(fixture.identity, request).error().code, "ValidationError");
}

TEST(InstanceProfiles, HoldOneRoleAndKeepItFromDeletion) {
  Fixture fixture;
  ASSERT_TRUE(create_role(fixture.identity, role_named("worker")).has_value());
  ASSERT_TRUE(create_role(fixture.identity, role_named("other")).has_value());
  ASSERT_TRUE(create_instance_profile(fixture.identity, profile_named("p")).has_value());
  ASSERT_TRUE(add_role_to_instance_profile(fixture.identity,
                                           {.instance_profile_name = "p", .role_name = "worker"})
                  .has_value());
  const auto second = add_role_to_instance_profile(
      fixture.identity, {.instance_profile_name = "p", .role_name = "other"});
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, "LimitExceeded");
  EXPECT_EQ(second.error().message,
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
  EXPECT_EQ(delete_role(fixture.identity, {.role_name = "worker"}).error().code, "DeleteConflict");
  EXPECT_EQ(delete_instance_profile(fixture.identity, {.instance_profile_name = "p"}).error().code,
            "DeleteConflict");

  const auto got = get_instance_profile(fixture.identity, {.instance_profile_name = "p"});
  ASSERT_TRUE(got.has_value());
  ASSERT_EQ(got->instance_profile.roles.size(), 1U);
  EXPECT_EQ(got->instance_profile.roles[0].role_name, "worker");

  ASSERT_TRUE(remove_role_from_instance_profile(
                  fixture.identity, {.instance_profile_name = "p", .role_name = "worker"})
                  .has_value());
  EXPECT_EQ(remove_role_from_instance_profile(fixture.identity,
                                              {.instance_profile_name = "p", .role_name = "worker"})
                .error()
                .code,
            "NoSuchEntity");
  EXPECT_TRUE(delete_role(fixture.identity, {.role_name = "worker"}).has_value());
  EXPECT_TRUE(
      delete_instance_profile(fixture.identity, {.instance_profile_name = "p"}).has_value());
  EXPECT_EQ(get_instance_profile(fixture.identity, {.instance_profile_name = "p"}).error().message,
            "Instance Profile p cannot be found.");
}

TEST(ListInstanceProfiles, ListsThisAccountsOnly) {
  Fixture fixture;
  ASSERT_TRUE(create_instance_profile(fixture.identity, profile_named("p")).has_value());
  ASSERT_TRUE(
      fixture.identity
          .resolve_instance_profile({}, "arn:aws:iam::238810465798:instance-profile/elsewhere")
          .has_value());
  const auto listed = list_instance_profiles(fixture.identity, {});
  ASSERT_EQ(listed->instance_profiles.size(), 1U);
  EXPECT_EQ(listed->instance_profiles[0].instance_profile_name, "p");
  EXPECT_EQ(create_instance_profile(fixture.identity, profile_named("P")).error().message,
            "Instance Profile P already exists.");
}

TEST(IamService, HasEveryOperationOfItsModel) {
  Fixture fixture;
  const wire::Service service = make_service(fixture.identity);
  EXPECT_EQ(service.operations.size(), service.model->operations.size());
}

}  // namespace
}  // namespace spotdrill::iam
