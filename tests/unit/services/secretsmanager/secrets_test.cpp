#include <chrono>

#include "services/secretsmanager/fixture.hpp"

namespace spotdrill::secretsmanager {
namespace {

using std::chrono::days;

TEST(Secrets, AreFoundByNameArnAndPartOfTheArn) {
  Fixture world;
  const std::string arn = world.create("db/password");
  EXPECT_TRUE(arn.starts_with("arn:aws:secretsmanager:us-east-1:123456789012:secret:db/password-"));
  const std::string partial = arn.substr(0, arn.size() - 7);
  for (const std::string& id : {std::string{"db/password"}, arn, partial}) {
    EXPECT_EQ(world.value(id), "value") << id;
  }
  EXPECT_EQ(world.value(partial + "-a1b2c3"), gone);
  EXPECT_EQ(world.value("other"), gone);
  EXPECT_EQ(world.value("a b"),
            "ValidationException: Invalid name. Must be a valid name containing alphanumeric "
            "characters, or any of the following: -/_+=.@!");
}

// Observed on AWS: an ARN without its suffix is taken for a complete one when its name ends so.
TEST(Secrets, ANameThatEndsAsAnArnIsNotFoundByPartOfItsArn) {
  Fixture world;
  const std::string arn = world.create("name-a1b2c3");
  EXPECT_EQ(world.value(arn), "value");
  EXPECT_EQ(world.value("name-a1b2c3"), "value");
  EXPECT_EQ(world.value(arn.substr(0, arn.size() - 7)), gone);
}

TEST(Secrets, TheSameCreationAgainGivesTheSameSecret) {
  Fixture world;
  const std::string arn = world.create("s");
  EXPECT_EQ(world.create("s"), arn);
  EXPECT_EQ(world.create("s", "another"),
            "The operation failed because the secret s already exists.");
  EXPECT_EQ(refusal_of(create_secret(*world.secrets, {.name = "t", .secret_string = "x"})),
            "InvalidRequestException: You must provide a ClientRequestToken value. We recommend a "
            "UUID-type value.");
  EXPECT_EQ(refusal_of(create_secret(*world.secrets,
                                     {.name = "t", .secret_binary = "x", .secret_string = "x"})),
            "InvalidParameterException: You can't specify both a binary secret value and a string "
            "secret value in the same secret.");
}

// Goal: one that was deleted can be restored until its moment, and is gone from then on, also when
// the server was restarted in between.
TEST(Secrets, ARecoveryWindowPassesInDrillTime) {
  Fixture world;
  world.create("s");
  const auto deleted =
      delete_secret(*world.secrets, {.secret_id = "s", .recovery_window_in_days = 7});
  EXPECT_EQ(deleted->deletion_date, world.time.now() + days{7});
  EXPECT_EQ(world.value("s"),
            "InvalidRequestException: You can't perform this operation on the secret because it "
            "was marked for deletion.");
  EXPECT_EQ(world.create("s"),
            "You can't create this secret because a secret with this name is already scheduled "
            "for deletion.");
  EXPECT_TRUE(list_secrets(*world.secrets, {})->secret_list.empty());
  EXPECT_EQ(list_secrets(*world.secrets, {.include_planned_deletion = true})->secret_list.size(),
            1U);

  ASSERT_TRUE(restore_secret(*world.secrets, {.secret_id = "s"}));
  world.time.run_for(days{8});
  EXPECT_EQ(world.value("s"), "value");

  ASSERT_TRUE(delete_secret(*world.secrets, {.secret_id = "s"}));
  world.restart();
  world.time.run_for(days{30} - 1s);
  EXPECT_TRUE(describe_secret(*world.secrets, {.secret_id = "s"}));
  world.time.run_for(1s);
  EXPECT_EQ(world.value("s"), gone);
}

TEST(Secrets, ForcedDeletionIsAtOnceAndOfAnything) {
  Fixture world;
  const std::string arn = world.create("s");
  const auto force = [&](const std::string& id) {
    return delete_secret(*world.secrets, {.secret_id = id, .force_delete_without_recovery = true});
  };
  EXPECT_EQ(force("s")->arn, arn);
  EXPECT_EQ(world.value("s"), gone);
  EXPECT_EQ(force("s")->name, "s");
  EXPECT_NE(world.create("s"), arn);
  EXPECT_EQ(refusal_of(delete_secret(*world.secrets, {.secret_id = "s",
                                                      .recovery_window_in_days = 7,
                                                      .force_delete_without_recovery = true})),
            "InvalidParameterException: You can't use ForceDeleteWithoutRecovery in conjunction "
            "with RecoveryWindowInDays.");
  EXPECT_EQ(
      refusal_of(delete_secret(*world.secrets, {.secret_id = "s", .recovery_window_in_days = 6})),
      "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 "
      "days (inclusive).");
}

TEST(Secrets, AreListedByPagesAndFilters) {
  Fixture world;
  for (const char* name : {"app/one", "app/two", "db/MainPassword"}) world.create(name);
  ASSERT_TRUE(tag_resource(*world.secrets,
                           {.secret_id = "app/two", .tags = {{.key = "job", .value = "7"}}}));
  const auto names = [&](std::vector<api::secretsmanager::Filter> filters) {
    std::string text;
    std::optional<std::string> next;
    do {
      const auto page = list_secrets(
          *world.secrets,
          {.max_results = 1, .next_token = next, .filters = filters, .sort_by = "name"});
      for (const auto& each : page->secret_list) text += (text.empty() ? "" : " ") + *each.name;
      next = page->next_token;
    } while (next);
    return text;
  };
  EXPECT_EQ(names({}), "app/one app/two db/MainPassword");
  EXPECT_EQ(names({{.key = "name", .values = {"app/"}}}), "app/one app/two");
  EXPECT_EQ(names({{.key = "name", .values = {"!app/"}}}), "db/MainPassword");
  EXPECT_EQ(names({{.key = "tag-key", .values = {"job"}}, {.key = "tag-value", .values = {"7"}}}),
            "app/two");
  EXPECT_EQ(names({{.key = "all", .values = {"password"}}}), "db/MainPassword");
  EXPECT_EQ(refusal_of(list_secrets(*world.secrets, {.next_token = "x"})),
            "InvalidNextTokenException: The NextToken value is invalid.");
}

TEST(Secrets, SeveralAreGotAtOnceWithTheRefusalOfEach) {
  Fixture world;
  world.create("a", "1");
  world.create("b", "2");
  const auto got = batch_get_secret_value(*world.secrets, {.secret_id_list = {"a", "none", "b"}});
  ASSERT_EQ(got->secret_values.size(), 2U);
  EXPECT_EQ(got->secret_values[1].secret_string, "2");
  ASSERT_EQ(got->errors.size(), 1U);
  EXPECT_EQ(got->errors[0].secret_id, "none");
  EXPECT_EQ(got->errors[0].error_code, "ResourceNotFoundException");
  EXPECT_EQ(refusal_of(batch_get_secret_value(*world.secrets, {})),
            "InvalidParameterException: Either 'SecretIdList' or 'Filters' must be provided, but "
            "not both.");
}

TEST(Secrets, PoliciesAreKept) {
  Fixture world;
  world.create("s");
  const auto put = [&](const std::string& policy) {
    return put_resource_policy(*world.secrets, {.secret_id = "s", .resource_policy = policy});
  };
  EXPECT_FALSE(put("no JSON"));
  EXPECT_TRUE(put("{}"));
  world.restart();
  EXPECT_EQ(get_resource_policy(*world.secrets, {.secret_id = "s"})->resource_policy, "{}");
  ASSERT_TRUE(delete_resource_policy(*world.secrets, {.secret_id = "s"}));
  EXPECT_FALSE(get_resource_policy(*world.secrets, {.secret_id = "s"})->resource_policy);
}

TEST(RandomPasswords, HaveWhatWasAskedFor) {
  Fixture world;
  const auto made = [&](const api::secretsmanager::GetRandomPasswordRequest& request) {
    const auto got = get_random_password(*world.secrets, request);
    return got.has_value() ? *got->random_password : got.error().message;
  };
  EXPECT_EQ(made({}).size(), 32U);
  const std::string digits = made({.password_length = 100,
                                   .exclude_characters = "0",
                                   .exclude_punctuation = true,
                                   .exclude_uppercase = true,
                                   .exclude_lowercase = true});
  EXPECT_EQ(digits.find_first_not_of("123456789"), std::string::npos) << digits;
  const std::string four = made({.password_length = 4});
  EXPECT_NE(four.find_first_of("0123456789"), std::string::npos) << four;
  EXPECT_EQ(made({.password_length = 3}),
            "Password length is too short based on the required types.");
}

}  // namespace
}  // namespace spotdrill::secretsmanager
