#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "services/states/fixture.hpp"

namespace spotdrill::states {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> version_arns(Fixture& world, const std::string& arn) {
  std::vector<std::string> arns;
  const auto listed = list_state_machine_versions(*world.states, {.state_machine_arn = arn});
  for (const auto& version : listed->state_machine_versions) {
    arns.push_back(version.state_machine_version_arn);
  }
  return arns;
}

auto delete_version(Fixture& world, const std::string& arn) {
  return delete_state_machine_version(*world.states, {.state_machine_version_arn = arn});
}

TEST(PublishStateMachineVersion, KeepsARevisionAsItIs) {
  Fixture world;
  const auto made = world.create({.name = "M",
                                  .definition = pass,
                                  .role_arn = role,
                                  .publish = true,
                                  .version_description = "first"});
  const std::string arn = made->state_machine_arn;
  EXPECT_EQ(made->state_machine_version_arn, arn + ":1");
  EXPECT_EQ(world.publish(arn)->state_machine_version_arn, arn + ":1");
  world.time.run_for(5s);
  EXPECT_EQ(world.update_and_publish(arn, other_pass), arn + ":2");
  const auto first = world.describe(arn + ":1");
  EXPECT_EQ(first->state_machine_arn, arn + ":1");
  EXPECT_EQ(first->definition, pass);
  EXPECT_EQ(first->description, "first");
  EXPECT_EQ(first->creation_date, start);
  EXPECT_FALSE(first->revision_id);
  const auto second = world.describe(arn + ":2");
  EXPECT_EQ(second->definition, other_pass);
  EXPECT_EQ(second->creation_date, start + 5s);
  EXPECT_EQ(second->revision_id, world.describe(arn)->revision_id);
  EXPECT_FALSE(second->description);
  EXPECT_THAT(version_arns(world, arn), ElementsAre(arn + ":2", arn + ":1"));
  world.restart();
  EXPECT_EQ(world.describe(arn + ":1")->definition, pass);
}

TEST(PublishStateMachineVersion, HoldsToTheRevisionThatIsAskedFor) {
  Fixture world;
  const std::string arn = world.create("M");
  const auto publish = [&](const std::string& revision) {
    return publish_state_machine_version(*world.states,
                                         {.state_machine_arn = arn, .revision_id = revision});
  };
  EXPECT_EQ(publish("INITIAL")->state_machine_version_arn, arn + ":1");
  const std::string first =
      world.update({.state_machine_arn = arn, .definition = other_pass})->revision_id.value();
  const std::string second =
      world.update({.state_machine_arn = arn, .definition = third_pass})->revision_id.value();
  const auto stale = publish(first);
  EXPECT_EQ(code(stale), "ConflictException");
  EXPECT_EQ(message(stale), "Failed to publish the State Machine version for revision " + first +
                                ". The current State Machine revision is " + second + ".");
  EXPECT_EQ(publish(second)->state_machine_version_arn, arn + ":2");
  EXPECT_EQ(message(world.publish(machine_prefix + "N")),
            "State Machine Does Not Exist: '" + machine_prefix + "N'");
}

TEST(DeleteStateMachineVersion, NumbersAreNotUsedAgain) {
  Fixture world;
  const std::string arn = world.create("M");
  for (const char* number : {":1", ":2", ":3"}) {
    EXPECT_EQ(world.publish(arn)->state_machine_version_arn, arn + number);
    ASSERT_TRUE(delete_version(world, arn + number));
    ASSERT_TRUE(delete_version(world, arn + number));
  }
  EXPECT_THAT(version_arns(world, arn), IsEmpty());
  EXPECT_EQ(code(delete_version(world, arn)), "ValidationException");
}

TEST(DeleteStateMachineVersion, WaitsUntilNoAliasRoutesToIt) {
  Fixture world;
  const std::string arn = world.create("M");
  ASSERT_TRUE(world.publish(arn));
  world.update_and_publish(arn, other_pass);
  const auto alias = create_state_machine_alias(
      *world.states,
      {.name = "PROD",
       .routing_configuration = {{.state_machine_version_arn = arn + ":1", .weight = 100}}});
  const auto refused = delete_version(world, arn + ":1");
  EXPECT_EQ(code(refused), "ConflictException");
  EXPECT_EQ(message(refused),
            "Version to be deleted must not be referenced by an alias. Current list of aliases "
            "referencing this version: [PROD]");
  ASSERT_TRUE(update_state_machine_alias(
      *world.states,
      {.state_machine_alias_arn = alias->state_machine_alias_arn,
       .routing_configuration = {{.state_machine_version_arn = arn + ":2", .weight = 100}}}));
  EXPECT_TRUE(delete_version(world, arn + ":1"));
}

TEST(ListStateMachineVersions, TakesNoQualifier) {
  Fixture world;
  const std::string arn = world.create("M");
  EXPECT_EQ(code(list_state_machine_versions(*world.states, {.state_machine_arn = arn + ":1"})),
            "ValidationException");
  EXPECT_THAT(version_arns(world, machine_prefix + "N"), IsEmpty());
}

// Goal: nothing is kept that nobody can ask for. Method: what the store holds of revisions.
TEST(Revisions, AreForgottenWhenNothingRefersToThem) {
  Fixture world;
  const std::string arn = world.create("M");
  std::string used;
  world.states->keep({.machine = {}, .revision = [&](std::string_view id) { return id == used; }});
  const std::string published = world.states->machines().find("M")->revision;
  ASSERT_TRUE(world.publish(arn));
  ASSERT_TRUE(world.update({.state_machine_arn = arn, .definition = other_pass}));
  EXPECT_NE(world.states->find_revision(published), nullptr);
  used = world.states->machines().find("M")->revision;
  ASSERT_TRUE(world.update({.state_machine_arn = arn, .definition = third_pass}));
  EXPECT_NE(world.states->find_revision(used), nullptr);
  EXPECT_NE(world.states->definition(used), nullptr);
  const std::string past = std::exchange(used, "");
  world.states->release(past);
  EXPECT_EQ(world.states->find_revision(past), nullptr);
  EXPECT_EQ(world.states->definition(past), nullptr);
  ASSERT_TRUE(delete_version(world, arn + ":1"));
  EXPECT_EQ(world.states->find_revision(published), nullptr);
}

}  // namespace
}  // namespace spotdrill::states
