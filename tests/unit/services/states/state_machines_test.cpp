#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/fixture.hpp"

namespace spotdrill::states {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CreateStateMachine, MakesOneThatCanBeDescribed) {
  Fixture world;
  const auto made = world.create({.name = "M", .definition = pass, .role_arn = role});
  ASSERT_TRUE(made.has_value()) << message(made);
  EXPECT_EQ(made->state_machine_arn, machine_prefix + "M");
  EXPECT_EQ(made->creation_date, start);
  EXPECT_FALSE(made->state_machine_version_arn);
  const auto seen = world.describe(made->state_machine_arn);
  ASSERT_TRUE(seen.has_value()) << message(seen);
  EXPECT_EQ(seen->name, "M");
  EXPECT_EQ(seen->definition, pass);
  EXPECT_EQ(seen->role_arn, role);
  EXPECT_EQ(seen->type, "STANDARD");
  EXPECT_EQ(seen->status, "ACTIVE");
  EXPECT_EQ(seen->logging_configuration->level, "OFF");
  EXPECT_EQ(seen->logging_configuration->include_execution_data, false);
  EXPECT_FALSE(seen->logging_configuration->destinations);
  EXPECT_EQ(seen->tracing_configuration->enabled, false);
  EXPECT_EQ(seen->encryption_configuration->type, "AWS_OWNED_KEY");
  EXPECT_FALSE(seen->revision_id);
  EXPECT_FALSE(seen->description);
  EXPECT_THAT(seen->variable_references, IsEmpty());
}

// Source: API Reference, CreateStateMachine: neither the role nor tags count.
TEST(CreateStateMachine, TheSameRequestGivesTheSameStateMachine) {
  Fixture world;
  world.create("M");
  world.time.run_for(5s);
  const auto again = world.create({.name = "M", .definition = pass, .role_arn = role + "2"});
  ASSERT_TRUE(again.has_value()) << message(again);
  EXPECT_EQ(again->creation_date, start);
  EXPECT_EQ(world.describe(machine_prefix + "M")->role_arn, role);
  const auto differs = world.create({.name = "M", .definition = pass + " ", .role_arn = role});
  EXPECT_EQ(code(differs), "StateMachineAlreadyExists");
  EXPECT_EQ(message(differs), "State Machine Already Exists: '" + machine_prefix + "M'");
  EXPECT_EQ(
      code(world.create({.name = "M", .definition = pass, .role_arn = role, .type = "EXPRESS"})),
      "StateMachineAlreadyExists");
  EXPECT_EQ(
      code(world.create({.name = "M", .definition = pass, .role_arn = role, .publish = true})),
      "StateMachineAlreadyExists");
}

TEST(CreateStateMachine, NamesFollowTheRules) {
  Fixture world;
  for (const char* name :
       {"a b", "a?", "a*", "<a>", "{a}", "[a]", "a\"", "a#", "a%",  "a\\",   "a^",       "a|",
        "a~",  "a`", "a$", "a&",  "a,",  "a;",  "a:",  "a/", "a\n", "a\x7f", "a\xC2\x85"}) {
    const auto refused = world.create({.name = name, .definition = pass, .role_arn = role});
    EXPECT_EQ(code(refused), "InvalidName") << name;
    EXPECT_EQ(message(refused), "Invalid Name: '" + std::string{name} + "'");
  }
  for (const char* name : {"a", "A-b_c.9", "(a)", "a+b=c@d!", "ü"}) {
    EXPECT_EQ(world.create(name), machine_prefix + name);
  }
}

TEST(CreateStateMachine, RolesAreOfThisAccount) {
  Fixture world;
  const auto with = [&](const std::string& arn) {
    return world.create({.name = "M", .definition = pass, .role_arn = arn});
  };
  EXPECT_EQ(code(with("r")), "InvalidArn");
  EXPECT_EQ(message(with("r")), "Invalid Role Arn: 'r'");
  EXPECT_EQ(code(with("arn:aws:iam::123456789012:user/u")), "InvalidArn");
  EXPECT_EQ(code(with("arn:aws:iam::210987654321:role/r")), "AccessDeniedException");
  EXPECT_EQ(code(with("arn:aws:iam::123456789012:role/service-role/r")), "");
}

TEST(CreateStateMachine, NamesEveryMistakeOfTheDefinition) {
  Fixture world;
  EXPECT_EQ(world.create("M", "{}"), "InvalidDefinition");
  EXPECT_EQ(message(world.create({.name = "M", .definition = "{}", .role_arn = role})),
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are "
            "required: [States, StartAt] at /'");
  const std::string loose = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}})";
  EXPECT_EQ(message(world.create({.name = "M", .definition = loose, .role_arn = role})),
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: "
            "NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null'");
  EXPECT_EQ(code(world.describe(machine_prefix + "M")), "StateMachineDoesNotExist");
}

TEST(CreateStateMachine, LoggingNeedsOneDestination) {
  Fixture world;
  const auto with = [&](const api::states::LoggingConfiguration& logging) {
    return world.create(
        {.name = "L", .definition = pass, .role_arn = role, .logging_configuration = logging});
  };
  const api::states::LogDestination group{
      .cloud_watch_logs_log_group = api::states::CloudWatchLogsLogGroup{
          .log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:g:*"}};
  const std::string one =
      "Invalid Logging Configuration: Must specify exactly one Log Destination.";
  EXPECT_EQ(code(with({.level = "ALL"})), "InvalidLoggingConfiguration");
  EXPECT_EQ(message(with({.level = "ALL"})), one);
  EXPECT_EQ(message(with({.level = "OFF", .destinations = {{group, group}}})), one);
  EXPECT_EQ(message(with({.level = "ALL", .destinations = {{api::states::LogDestination{}}}})),
            "Invalid Logging Configuration: Log Destination not found.");
  ASSERT_TRUE(with({.level = "ALL", .include_execution_data = true, .destinations = {{group}}}));
  const auto seen = world.describe(machine_prefix + "L")->logging_configuration.value();
  EXPECT_EQ(seen.level, "ALL");
  EXPECT_EQ(seen.include_execution_data, true);
  EXPECT_THAT(seen.destinations.value(), ElementsAre(group));
}

TEST(CreateStateMachine, KeysOfCustomersHaveAnIdAndAPeriod) {
  Fixture world;
  const auto with = [&](const std::string& name, const api::states::EncryptionConfiguration& keys) {
    return world.create(
        {.name = name, .definition = pass, .role_arn = role, .encryption_configuration = keys});
  };
  EXPECT_EQ(code(with("K", {.type = "CUSTOMER_MANAGED_KMS_KEY"})),
            "InvalidEncryptionConfiguration");
  EXPECT_EQ(code(with("K", {.kms_key_id = "k", .type = "AWS_OWNED_KEY"})),
            "InvalidEncryptionConfiguration");
  ASSERT_TRUE(with("K", {.kms_key_id = "k", .type = "CUSTOMER_MANAGED_KMS_KEY"}));
  const auto seen = world.describe(machine_prefix + "K")->encryption_configuration.value();
  EXPECT_EQ(seen.kms_key_id, "k");
  EXPECT_EQ(seen.kms_data_key_reuse_period_seconds, 300);
}

TEST(UpdateStateMachine, ChangesMakeRevisions) {
  Fixture world;
  const std::string arn = world.create("M");
  world.time.run_for(5s);
  const auto first = world.update({.state_machine_arn = arn, .definition = other_pass});
  ASSERT_TRUE(first.has_value()) << message(first);
  EXPECT_EQ(first->update_date, start + 5s);
  ASSERT_TRUE(first->revision_id);
  EXPECT_EQ(world.describe(arn)->revision_id, first->revision_id);
  EXPECT_EQ(world.describe(arn)->definition, other_pass);
  EXPECT_EQ(world.describe(arn)->creation_date, start);
  const auto same = world.update({.state_machine_arn = arn, .definition = other_pass});
  EXPECT_EQ(same->revision_id, first->revision_id);
  const auto second = world.update({.state_machine_arn = arn, .role_arn = role + "2"});
  EXPECT_NE(second->revision_id, first->revision_id);
  EXPECT_EQ(world.describe(arn)->role_arn, role + "2");
  EXPECT_EQ(world.describe(arn)->definition, other_pass);
}

TEST(UpdateStateMachine, AnInitialRevisionHasNoId) {
  Fixture world;
  const std::string arn = world.create("M");
  for (int i = 0; i < 2; ++i) {
    const auto same = world.update({.state_machine_arn = arn, .definition = pass, .publish = true});
    EXPECT_FALSE(same->revision_id);
    EXPECT_EQ(same->state_machine_version_arn, arn + ":1");
  }
}

TEST(UpdateStateMachine, RefusesWhatItCannotChange) {
  Fixture world;
  const std::string arn = world.create("M");
  const auto nothing = world.update({.state_machine_arn = arn});
  EXPECT_EQ(code(nothing), "MissingRequiredParameter");
  EXPECT_EQ(message(nothing),
            "Either the definition, the role ARN, the LoggingConfiguration, or the "
            "TracingConfiguration must be specified");
  EXPECT_EQ(message(world.update(
                {.state_machine_arn = arn, .definition = pass, .version_description = "d"})),
            "Version description can only be set when publish is true");
  EXPECT_EQ(code(world.update({.state_machine_arn = arn, .definition = "{"})), "InvalidDefinition");
  ASSERT_TRUE(world.publish(arn));
  const auto version = world.update({.state_machine_arn = arn + ":1", .definition = other_pass});
  EXPECT_EQ(message(version), "State Machine Does Not Exist: '" + arn + ":1'");
  EXPECT_EQ(message(world.update({.state_machine_arn = "x", .definition = pass})),
            "Invalid Arn: 'Invalid ARN prefix: x'");
}

TEST(DescribeStateMachine, SaysOfWhatIsNotThereThatItDoesNotExist) {
  Fixture world;
  world.create("M");
  EXPECT_EQ(message(world.describe(machine_prefix + "N")),
            "State Machine Does Not Exist: '" + machine_prefix + "N'");
  EXPECT_EQ(code(world.describe(machine_prefix + "M:1")), "StateMachineDoesNotExist");
  EXPECT_EQ(code(world.describe(machine_prefix + "M:PROD")), "StateMachineDoesNotExist");
  EXPECT_EQ(code(world.describe("arn:aws:states:eu-west-1:123456789012:stateMachine:M")),
            "StateMachineDoesNotExist");
  EXPECT_EQ(message(world.describe("arn:aws:states:us-east-1:123456789012:execution:M:e")),
            "Invalid Arn: 'Resource type not valid in this context: execution'");
  for (const char* arn : {"arn:", "arn:aws:states:us-east-1:123456789012:stateMachine:",
                          "arn:aws:states:us-east-1:123456789012:stateMachine:M:",
                          "arn:aws:s3:us-east-1:123456789012:stateMachine:M"}) {
    EXPECT_EQ(code(world.describe(arn)), "InvalidArn") << arn;
  }
  EXPECT_EQ(code(world.describe(machine_prefix + "M/label")), "ValidationException");
}

TEST(DescribeStateMachine, LeavesOutTheDefinitionOnRequest) {
  Fixture world;
  const std::string arn = world.create("M");
  const auto seen = describe_state_machine(
      *world.states, {.state_machine_arn = arn, .included_data = "METADATA_ONLY"});
  EXPECT_EQ(seen->definition, "{}");
  EXPECT_EQ(seen->role_arn, role);
}

TEST(DeleteStateMachine, TakesAMomentAndEverythingThatBelongsToIt) {
  Fixture world;
  const std::string arn = world.create("M");
  ASSERT_TRUE(world.publish(arn));
  ASSERT_TRUE(create_state_machine_alias(
      *world.states,
      {.name = "PROD",
       .routing_configuration = {{.state_machine_version_arn = arn + ":1", .weight = 100}}}));
  ASSERT_TRUE(delete_state_machine(*world.states, {.state_machine_arn = arn}));
  EXPECT_EQ(world.describe(arn)->status, "DELETING");
  EXPECT_EQ(code(world.describe(arn + ":1")), "StateMachineDoesNotExist");
  EXPECT_EQ(message(world.states->resolve(arn)), "State Machine is being deleted: '" + arn + "'");
  EXPECT_EQ(world.create("M"), "StateMachineDeleting");
  EXPECT_EQ(code(world.update({.state_machine_arn = arn, .definition = pass})),
            "StateMachineDeleting");
  // A daemon that is started anew goes on with it.
  world.restart();
  world.time.run_for(1s);
  EXPECT_EQ(code(world.describe(arn)), "StateMachineDoesNotExist");
  EXPECT_TRUE(delete_state_machine(*world.states, {.state_machine_arn = arn}));
  EXPECT_EQ(world.create("M"), arn);
  EXPECT_FALSE(world.publish(arn)->state_machine_version_arn.empty());
}

TEST(DeleteStateMachine, WaitsForItsExecutions) {
  Fixture world;
  const std::string arn = world.create("M");
  bool running = true;
  world.states->keep(
      {.machine = [&](std::string_view asked) { return running && asked == arn; }, .revision = {}});
  ASSERT_TRUE(delete_state_machine(*world.states, {.state_machine_arn = arn}));
  world.time.run_for(3600s);
  EXPECT_EQ(world.describe(arn)->status, "DELETING");
  running = false;
  world.states->finish_delete("M");
  EXPECT_EQ(code(world.describe(arn)), "StateMachineDoesNotExist");
}

TEST(ListStateMachines, GoesPageByPageInOrderOfNames) {
  Fixture world;
  for (const char* name : {"b", "B", "a", "_"}) world.create(name);
  const auto first = list_state_machines(*world.states, {.max_results = 3});
  std::vector<std::string> names;
  for (const auto& machine : first->state_machines) names.push_back(machine.name);
  EXPECT_THAT(names, ElementsAre("B", "_", "a"));
  ASSERT_TRUE(first->next_token);
  const auto rest = list_state_machines(*world.states, {.next_token = first->next_token});
  ASSERT_EQ(rest->state_machines.size(), 1U);
  EXPECT_EQ(rest->state_machines[0].name, "b");
  EXPECT_FALSE(rest->next_token);
  EXPECT_EQ(list_state_machines(*world.states, {.max_results = 0})->state_machines.size(), 4U);
  EXPECT_EQ(code(list_activities(*world.states, {.next_token = first->next_token})),
            "InvalidToken");
}

TEST(ValidateStateMachineDefinition, TellsDiagnosticsBySeverity) {
  Fixture world;
  const auto check = [&](const api::states::ValidateStateMachineDefinitionInput& request) {
    return validate_state_machine_definition(*world.states, request).value();
  };
  const auto fine = check({.definition = pass});
  EXPECT_EQ(fine.result, "OK");
  EXPECT_EQ(fine.truncated, false);
  EXPECT_THAT(fine.diagnostics, IsEmpty());
  const auto failed = check({.definition = "{}"});
  EXPECT_EQ(failed.result, "FAIL");
  EXPECT_THAT(failed.diagnostics, ElementsAre(api::states::ValidateStateMachineDefinitionDiagnostic{
                                      .severity = "ERROR",
                                      .code = "SCHEMA_VALIDATION_FAILED",
                                      .message = "These fields are required: [States, StartAt]",
                                      .location = "/"}));
  const std::string loose = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}})";
  const auto cut = check({.definition = loose, .max_results = 1});
  EXPECT_EQ(cut.diagnostics.size(), 1U);
  EXPECT_EQ(cut.truncated, true);
  EXPECT_EQ(check({.definition = loose, .max_results = 0}).diagnostics.size(), 2U);
}

TEST(CreateStateMachine, TheLogHasWarnings) {
  Fixture world;
  const std::string filter = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"x.$":)"
                             R"("$.list[?(@.id=='$.wanted')]"},"End":true}}})";
  testing::internal::CaptureStderr();
  EXPECT_EQ(world.create("M", filter), machine_prefix + "M");
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::HasSubstr("state machine M: PATH_IN_QUOTES"));
}

}  // namespace
}  // namespace spotdrill::states
