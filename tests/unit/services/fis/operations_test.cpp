#include "services/fis/operations.hpp"

#include <gtest/gtest.h>

#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

api::fis::CreateExperimentTemplateRequest waiting() {
  auto request = Drill::request();
  request.actions["a"] = Drill::wait("PT1M");
  return request;
}

TEST(CreateExperimentTemplate, SameClientTokenIsTheSameTemplate) {
  Drill drill;
  auto request = waiting();
  const auto first = create_experiment_template(drill.fis(), request);
  const auto second = create_experiment_template(drill.fis(), request);
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(*first, *second);
  EXPECT_TRUE(first->experiment_template->id->starts_with("EXT"));
  EXPECT_EQ(
      first->experiment_template->arn,
      "arn:aws:fis:us-east-1:123456789012:experiment-template/" + *first->experiment_template->id);
  request.description = "another";
  const auto other = create_experiment_template(drill.fis(), request);
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().code, "ConflictException");
}

TEST(CreateExperimentTemplate, WhatIsNotActedOnIsRefusedByName) {
  Drill drill;
  auto request = waiting();
  request.log_configuration.emplace().log_schema_version = 2;
  const auto refused = create_experiment_template(drill.fis(), request);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("logConfiguration"), std::string::npos);
}

TEST(UpdateExperimentTemplate, ReplacesWhatItNames) {
  Drill drill;
  const auto created = create_experiment_template(drill.fis(), waiting());
  drill.world.run_for(1min);
  api::fis::UpdateExperimentTemplateRequest update;
  update.id = *created->experiment_template->id;
  update.description = "changed";
  update.actions["a"].parameters["duration"] = "PT5M";
  const auto changed = update_experiment_template(drill.fis(), update);
  ASSERT_TRUE(changed.has_value()) << changed.error().message;
  EXPECT_EQ(changed->experiment_template->description, "changed");
  EXPECT_EQ(changed->experiment_template->actions.at("a").action_id, "aws:fis:wait");
  EXPECT_EQ(changed->experiment_template->role_arn, test_role);
  EXPECT_EQ(changed->experiment_template->last_update_time, test::World::start + 1min);
}

TEST(DeleteExperimentTemplate, ItIsGoneAfterwards) {
  Drill drill;
  const auto created = create_experiment_template(drill.fis(), waiting());
  api::fis::DeleteExperimentTemplateRequest request;
  request.id = *created->experiment_template->id;
  EXPECT_TRUE(delete_experiment_template(drill.fis(), request).has_value());
  const auto again = delete_experiment_template(drill.fis(), request);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, "ResourceNotFoundException");
}

TEST(ListActions, GoesPageByPage) {
  Drill drill;
  api::fis::ListActionsRequest request;
  request.max_results = 2;
  std::vector<std::string> ids;
  for (;;) {
    const auto page = list_actions(drill.fis(), request);
    ASSERT_TRUE(page.has_value());
    for (const auto& action : page->actions) ids.push_back(*action.id);
    if (!page->next_token) break;
    request.next_token = page->next_token;
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"aws:ec2:reboot-instances",
                                           "aws:ec2:send-spot-instance-interruptions",
                                           "aws:ec2:stop-instances", "aws:ec2:terminate-instances",
                                           "aws:fis:inject-api-throttle-error",
                                           "aws:network:disrupt-connectivity", "aws:fis:wait"}));
  request.next_token = "nonsense";
  EXPECT_FALSE(list_actions(drill.fis(), request).has_value());
}

TEST(GetAction, TellsParametersAndTarget) {
  Drill drill;
  const auto action = get_action(drill.fis(), {.id = "aws:ec2:send-spot-instance-interruptions"});
  ASSERT_TRUE(action.has_value());
  EXPECT_EQ(action->action->parameters.at("durationBeforeInterruption").required, true);
  EXPECT_EQ(action->action->targets.at("SpotInstances").resource_type, "aws:ec2:spot-instance");
  EXPECT_FALSE(get_action(drill.fis(), {.id = "aws:rds:reboot-db-instances"}).has_value());
}

TEST(ListExperimentResolvedTargets, TellsWhatWasChosen) {
  Drill drill;
  const std::string spot = drill.world.run_spot_instance();
  const std::string id = drill.start(Drill::interruption(spot, "PT2M"));
  drill.world.settle();
  const auto listed = list_experiment_resolved_targets(drill.fis(), {.experiment_id = id});
  ASSERT_TRUE(listed.has_value());
  ASSERT_EQ(listed->resolved_targets.size(), 1U);
  EXPECT_EQ(listed->resolved_targets[0].target_information.at("arn"), Drill::arn(spot));
}

TEST(TagResource, AddsChangesAndRemoves) {
  Drill drill;
  const auto created = create_experiment_template(drill.fis(), waiting());
  const std::string arn = *created->experiment_template->arn;
  EXPECT_TRUE(tag_resource(drill.fis(), {.resource_arn = arn, .tags = {{"a", "1"}, {"b", "2"}}})
                  .has_value());
  EXPECT_TRUE(untag_resource(drill.fis(), {.resource_arn = arn, .tag_keys = {"a"}}).has_value());
  EXPECT_EQ(list_tags_for_resource(drill.fis(), {.resource_arn = arn})->tags, (Tags{{"b", "2"}}));
  EXPECT_FALSE(list_tags_for_resource(drill.fis(), {.resource_arn = arn + "x"}).has_value());
}

}  // namespace
}  // namespace spotdrill::fis
