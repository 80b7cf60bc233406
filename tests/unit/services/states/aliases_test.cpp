#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "services/states/fixture.hpp"

namespace spotdrill::states {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Routes = std::vector<api::states::RoutingConfigurationListItem>;

/// A state machine with three versions.
struct Aliases : Fixture {
  Aliases() {
    create("M");
    EXPECT_TRUE(publish(arn));
    update_and_publish(arn, other_pass);
    update_and_publish(arn, third_pass);
  }

  auto make_alias(const std::string& name, const Routes& routes,
                  const std::optional<std::string>& description = {}) {
    return create_state_machine_alias(
        *states, {.description = description, .name = name, .routing_configuration = routes});
  }
  Routes one(int version = 1) {
    return {{.state_machine_version_arn = arn + ":" + std::to_string(version), .weight = 100}};
  }
  Routes two(int first, int second) {
    return {{.state_machine_version_arn = arn + ":1", .weight = first},
            {.state_machine_version_arn = arn + ":2", .weight = second}};
  }
  std::vector<std::string> list(const std::string& of) {
    std::vector<std::string> arns;
    const auto listed = list_state_machine_aliases(*states, {.state_machine_arn = of});
    for (const auto& alias : listed->state_machine_aliases) {
      arns.push_back(alias.state_machine_alias_arn);
    }
    return arns;
  }

  std::string arn = machine_prefix + "M";
};

TEST(StateMachineAliases, AreMadeAndDescribed) {
  Aliases world;
  const auto made = world.make_alias("PROD", world.two(70, 30), "live");
  ASSERT_TRUE(made.has_value()) << message(made);
  EXPECT_EQ(made->state_machine_alias_arn, world.arn + ":PROD");
  world.restart();
  const auto seen =
      describe_state_machine_alias(*world.states, {.state_machine_alias_arn = world.arn + ":PROD"});
  EXPECT_EQ(seen->name, "PROD");
  EXPECT_EQ(seen->description, "live");
  EXPECT_EQ(seen->routing_configuration, world.two(70, 30));
  EXPECT_EQ(seen->creation_date, start);
  EXPECT_EQ(world.describe(world.arn + ":PROD")->definition, pass);
}

TEST(StateMachineAliases, AreIdempotent) {
  Aliases world;
  ASSERT_TRUE(world.make_alias("PROD", world.one(), "d"));
  world.time.run_for(5s);
  EXPECT_EQ(world.make_alias("PROD", world.one(), "d")->creation_date, start);
  const std::string conflict =
      "Failed to create alias because an alias with the same name and a different routing "
      "configuration already exists.";
  EXPECT_EQ(message(world.make_alias("PROD", world.one(), "other")), conflict);
  EXPECT_EQ(message(world.make_alias("PROD", world.one(2), "d")), conflict);
  EXPECT_EQ(code(world.make_alias("PROD", world.one(2), "d")), "ConflictException");
}

TEST(StateMachineAliases, RoutingsFollowTheRules) {
  Aliases world;
  const auto refusal = [&](const Routes& routes) { return world.make_alias("A", routes); };
  EXPECT_EQ(message(refusal({{world.arn, 50}, {world.arn + ":2", 50}})),
            "Routing configuration must contain state machine version ARNs. Received: [" +
                world.arn + ", " + world.arn + ":2]");
  EXPECT_EQ(message(refusal({{world.arn + ":1", 50}, {world.arn + ":1", 50}})),
            "Routing configuration must contain distinct state machine version ARNs. Received: [" +
                world.arn + ":1, " + world.arn + ":1]");
  EXPECT_EQ(message(refusal(world.two(70, 29))),
            "Sum of routing configuration weights must equal 100. Received: [70, 29]");
  EXPECT_EQ(code(refusal(world.two(70, 31))), "ValidationException");
  EXPECT_EQ(refusal(world.two(70, 31)).error().extra.at("reason"), "INVALID_ROUTING_CONFIGURATION");
  EXPECT_EQ(code(refusal(world.one(9))), "ResourceNotFound");
  world.create("N");
  ASSERT_TRUE(world.publish(machine_prefix + "N"));
  EXPECT_EQ(code(refusal({{world.arn + ":1", 50}, {machine_prefix + "N:1", 50}})),
            "ValidationException");
}

TEST(StateMachineAliases, UpdatesKeepWhatTheyDoNotName) {
  Aliases world;
  const std::string alias = world.make_alias("PROD", world.one(), "d")->state_machine_alias_arn;
  world.time.run_for(5s);
  const auto update = [&](const api::states::UpdateStateMachineAliasInput& request) {
    return update_state_machine_alias(*world.states, request);
  };
  EXPECT_EQ(update({.state_machine_alias_arn = alias, .description = "new"})->update_date,
            start + 5s);
  ASSERT_TRUE(update({.state_machine_alias_arn = alias, .routing_configuration = world.one(3)}));
  const auto seen = describe_state_machine_alias(*world.states, {.state_machine_alias_arn = alias});
  EXPECT_EQ(seen->description, "new");
  EXPECT_EQ(seen->routing_configuration, world.one(3));
  EXPECT_EQ(seen->update_date, start + 5s);
  EXPECT_EQ(code(update({.state_machine_alias_arn = alias})), "ValidationException");
  const auto missing = update({.state_machine_alias_arn = alias + "2", .description = "x"});
  EXPECT_EQ(code(missing), "ResourceNotFound");
  EXPECT_EQ(message(missing), "Request references a resource that does not exist.");
}

TEST(StateMachineAliases, AreListedByMachineAndByVersionAndDeleted) {
  Aliases world;
  EXPECT_THAT(world.list(world.arn), IsEmpty());
  ASSERT_TRUE(world.make_alias("b", world.one(1)));
  ASSERT_TRUE(world.make_alias("a", world.two(50, 50)));
  EXPECT_THAT(world.list(world.arn), ElementsAre(world.arn + ":a", world.arn + ":b"));
  EXPECT_THAT(world.list(world.arn + ":2"), ElementsAre(world.arn + ":a"));
  EXPECT_THAT(world.list(world.arn + ":3"), IsEmpty());
  EXPECT_EQ(
      code(list_state_machine_aliases(*world.states, {.state_machine_arn = world.arn + ":9"})),
      "ResourceNotFound");
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(
        delete_state_machine_alias(*world.states, {.state_machine_alias_arn = world.arn + ":a"}));
  }
  EXPECT_THAT(world.list(world.arn), ElementsAre(world.arn + ":b"));
}

TEST(Resolve, SaysWhatIsToBeRun) {
  Aliases world;
  const auto current = world.states->resolve(world.arn);
  EXPECT_EQ(current->revision->configuration.definition, third_pass);
  EXPECT_EQ(current->version_arn, "");
  const auto version = world.states->resolve(world.arn + ":2");
  EXPECT_EQ(version->machine_arn, world.arn);
  EXPECT_EQ(version->version_arn, world.arn + ":2");
  EXPECT_EQ(version->revision->configuration.definition, other_pass);
  const auto ready = world.states->definition(version->revision->id);
  ASSERT_NE(ready, nullptr);
  EXPECT_EQ(ready->start_at, "A");
  EXPECT_EQ(world.states->definition(version->revision->id), ready);
  for (const char* qualifier : {":9", ":PROD"}) {
    EXPECT_EQ(message(world.states->resolve(world.arn + qualifier)),
              "State Machine Does Not Exist: '" + world.arn + qualifier + "'");
  }
}

TEST(Resolve, AliasesChooseByWeight) {
  Aliases world;
  ASSERT_TRUE(world.make_alias("PROD", world.two(90, 10)));
  ASSERT_TRUE(world.make_alias("NONE", world.two(100, 0)));
  std::map<std::string, int> chosen;
  for (int i = 0; i < 1000; ++i) {
    const auto target = world.states->resolve(world.arn + ":PROD");
    EXPECT_EQ(target->alias_arn, world.arn + ":PROD");
    ++chosen[target->version_arn];
    EXPECT_EQ(world.states->resolve(world.arn + ":NONE")->version_arn, world.arn + ":1");
  }
  EXPECT_NEAR(chosen[world.arn + ":1"], 900, 40);
  EXPECT_NEAR(chosen[world.arn + ":2"], 100, 40);
}

}  // namespace
}  // namespace spotdrill::states
