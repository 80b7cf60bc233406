#include "services/fis/targets.hpp"

#include <gmock/gmock.h>

#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

Target tagged() {
  return {.resource_type = "aws:ec2:instance",
          .resource_tags = {{"job", "x"}},
          .selection_mode = "ALL"};
}

std::vector<std::string> resolve(Drill& drill, const Target& target) {
  Definition definition;
  definition.targets["t"] = target;
  definition.skip_empty_targets = true;
  auto resolved = resolve_targets(drill.fis(), definition);
  EXPECT_TRUE(resolved.has_value());
  return resolved.has_value() ? resolved->at("t") : std::vector<std::string>{};
}

std::string run_tagged(Drill& drill) {
  const std::string id = drill.world.run_instance();
  drill.world.ec2().edit_instance(id).tags["job"] = "x";
  return id;
}

TEST(Selection, IsReadStrictly) {
  EXPECT_EQ(parse_selection("ALL")->of(7), 7U);
  EXPECT_EQ(parse_selection("COUNT(2)")->of(7), 2U);
  EXPECT_EQ(parse_selection("COUNT(9)")->of(7), 7U);
  EXPECT_EQ(parse_selection("PERCENT(50)")->of(5), 2U);
  EXPECT_EQ(parse_selection("PERCENT(5)")->of(4), 0U);
  for (const char* wrong : {"", "all", "COUNT", "COUNT()", "COUNT(0)", "COUNT(-1)", "COUNT(1",
                            "COUNT(1) ", "PERCENT(101)", "PERCENT(1.5)", "SOME(1)"}) {
    EXPECT_FALSE(parse_selection(wrong).has_value()) << wrong;
  }
}

TEST(Targets, AreThoseWithEveryTag) {
  Drill drill;
  const std::string a = run_tagged(drill);
  const std::string b = run_tagged(drill);
  drill.world.run_instance();
  EXPECT_THAT(resolve(drill, tagged()), UnorderedElementsAre(Drill::arn(a), Drill::arn(b)));
  drill.world.ec2().edit_instance(b).tags["more"] = "";
  Target both = tagged();
  both.resource_tags["more"] = "";
  EXPECT_THAT(resolve(drill, both), ElementsAre(Drill::arn(b)));
}

TEST(Targets, AreFilteredByAttributesOfTheDescription) {
  Drill drill;
  const std::string a = run_tagged(drill);
  const std::string b = run_tagged(drill);
  drill.world.ec2().begin_stop(b, ec2::StateReason::UserInitiatedShutdown);
  drill.world.run_for(1min);
  Target target = tagged();
  target.filters = {{.path = "State.Name", .values = {"running", "pending"}}};
  EXPECT_THAT(resolve(drill, target), ElementsAre(Drill::arn(a)));
  target.filters = {{.path = "State.Name", .values = {"stopped"}},
                    {.path = "InstanceType", .values = {"t3.small"}}};
  EXPECT_THAT(resolve(drill, target), ElementsAre(Drill::arn(b)));
  // Through lists.
  const std::string group = drill.world.instance(a).security_groups.at(0).id;
  target.filters = {{.path = "NetworkInterfaces.Groups.GroupId", .values = {group}}};
  EXPECT_THAT(resolve(drill, target), UnorderedElementsAre(Drill::arn(a), Drill::arn(b)));
  for (const char* nowhere : {"state.name", "State", "State.Name.More", "", "Nothing"}) {
    target.filters = {{.path = nowhere, .values = {"running"}}};
    EXPECT_THAT(resolve(drill, target), SizeIs(0)) << nowhere;
  }
}

TEST(Targets, FiltersThatCanMatchNothingAreNamed) {
  Definition definition;
  definition.targets["t"] = tagged();
  for (const char* path : {"State.Name", "Foo", "NetworkInterfaces.Groups.GroupId", "State",
                           "state.name", "Tags.Key", "State.Name.More"}) {
    definition.targets["t"].filters.push_back({.path = path, .values = {"x"}});
  }
  EXPECT_THAT(unmatchable_filters(definition),
              ElementsAre("t: Foo", "t: State", "t: state.name", "t: State.Name.More"));
}

TEST(Targets, AreSomeOfTheCandidates) {
  Drill drill;
  for (int i = 0; i < 5; ++i) run_tagged(drill);
  Target target = tagged();
  target.selection_mode = "COUNT(2)";
  EXPECT_THAT(resolve(drill, target), SizeIs(2));
  target.selection_mode = "PERCENT(50)";
  EXPECT_THAT(resolve(drill, target), SizeIs(2));
}

TEST(Targets, OneMisspeltArnOfTwoIsNamed) {
  Drill drill;
  const std::string a = run_tagged(drill);
  Definition definition;
  definition.targets["t"] = {.resource_type = "aws:ec2:instance",
                             .resource_arns = {Drill::arn(a), Drill::arn("i-none")},
                             .selection_mode = "ALL"};
  const auto resolved = resolve_targets(drill.fis(), definition);
  ASSERT_FALSE(resolved.has_value());
  EXPECT_EQ(resolved.error().code, "InvalidTarget");
  EXPECT_NE(resolved.error().reason.find("i-none"), std::string::npos);
}

}  // namespace
}  // namespace spotdrill::fis
