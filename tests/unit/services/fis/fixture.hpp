// FIS on top of a world, and the requests that tests have in common.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/fis/operations.hpp"
#include "services/world.hpp"

namespace spotdrill::fis {

inline constexpr const char* test_role = "arn:aws:iam::123456789012:role/fis";

/// A world with FIS in it.
class Drill {
 public:
  Drill() { make(); }

  /// As kill -9 of the daemon and a new start.
  void restart() {
    world.store.commit();
    fis_.reset();
    world.restart();
    make();
  }

  Fis& fis() { return *fis_; }

  static std::string arn(const std::string& instance_id) {
    return "arn:aws:ec2:us-east-1:123456789012:instance/" + instance_id;
  }

  static api::fis::CreateExperimentTemplateRequest request() {
    api::fis::CreateExperimentTemplateRequest request;
    request.client_token = "token";
    request.description = "a test";
    request.role_arn = test_role;
    request.stop_conditions.emplace_back().source = "none";
    return request;
  }

  static api::fis::CreateExperimentTemplateTargetInput target(const std::string& type) {
    api::fis::CreateExperimentTemplateTargetInput input;
    input.resource_type = type;
    input.selection_mode = "ALL";
    return input;
  }

  static api::fis::CreateExperimentTemplateActionInput wait(const std::string& duration) {
    api::fis::CreateExperimentTemplateActionInput input;
    input.action_id = "aws:fis:wait";
    input.parameters["duration"] = duration;
    return input;
  }

  /// A request that interrupts `instance_id` after `duration`.
  static api::fis::CreateExperimentTemplateRequest interruption(const std::string& instance_id,
                                                                const std::string& duration) {
    auto made = request();
    made.targets["Spot"] = target("aws:ec2:spot-instance");
    made.targets["Spot"].resource_arns = {arn(instance_id)};
    auto& action = made.actions["interrupt"];
    action.action_id = "aws:ec2:send-spot-instance-interruptions";
    action.parameters["durationBeforeInterruption"] = duration;
    action.targets["SpotInstances"] = "Spot";
    return made;
  }

  /// Starts an experiment from a template made of `made`; returns its id.
  std::string start(const api::fis::CreateExperimentTemplateRequest& made, bool skip_all = false) {
    const auto created = create_experiment_template(fis(), made);
    EXPECT_TRUE(created.has_value()) << created.error().message;
    if (!created.has_value()) return {};
    api::fis::StartExperimentRequest request;
    request.client_token = "start";
    request.experiment_template_id = *created->experiment_template->id;
    if (skip_all) request.experiment_options.emplace().actions_mode = "skip-all";
    const auto started = start_experiment(fis(), request);
    EXPECT_TRUE(started.has_value()) << started.error().message;
    return started.has_value() ? *started->experiment->id : std::string{};
  }

  const Experiment& experiment(const std::string& id) { return fis().experiments().at(id); }
  std::string status(const std::string& id) {
    return std::string{to_string(experiment(id).status)};
  }
  std::string action_status(const std::string& id, const std::string& name) {
    return std::string{to_string(experiment(id).actions.at(name).status)};
  }

  /// What the journal has of an experiment: "T+0s action-started NAME", a line for each fact.
  std::string journal_of(const std::string& id) {
    std::string text = "\n";
    for (const Fact& fact : world.journal().facts()) {
      if (fact.resource != id) continue;
      const auto seconds = std::chrono::duration<double>(fact.at - test::World::start).count();
      text += fmt::format("T+{:g}s {}", seconds, fact.kind);
      for (const char* key : {"old", "new", "action", "status"}) {
        const std::string_view value = string_at(fact.details, key);
        if (!value.empty()) text += fmt::format(" {}", value);
      }
      text += "\n";
    }
    return text;
  }

  test::World world;
  std::vector<Role> roles;
  std::map<std::string, std::string, std::less<>> alarms;  ///< Their states, by their ARNs.

 private:
  void make() {
    fis_ = std::make_unique<Fis>(
        world.engine(), Place{"123456789012", "us-east-1"}, world.ec2(), Quotas{},
        [this] { return roles; },
        [this](std::string_view arn) {
          const auto found = alarms.find(arn);
          return found == alarms.end() ? "" : found->second;
        });
  }

  std::unique_ptr<Fis> fis_;
};

}  // namespace spotdrill::fis
