// What FIS keeps: experiment templates and experiments, as they are stored. Not their behaviour.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"

namespace spotdrill::fis {

using Tags = std::map<std::string, std::string>;

struct Filter {
  std::string path;  ///< "State.Name": into the resource's Describe output.
  std::vector<std::string> values;
  bool operator==(const Filter&) const = default;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (path, values))

struct Target {
  std::string resource_type;  ///< "aws:ec2:spot-instance".
  std::vector<std::string> resource_arns;
  Tags resource_tags;
  std::vector<Filter> filters;
  std::string selection_mode;  ///< "ALL", "COUNT(2)", "PERCENT(50)".
  bool operator==(const Target&) const = default;
};
BOOST_DESCRIBE_STRUCT(Target, (),
                      (resource_type, resource_arns, resource_tags, filters, selection_mode))

/// What an action of a template is to do.
struct ActionSpec {
  std::string action_id;  ///< "aws:fis:wait".
  std::string description;
  std::map<std::string, std::string> parameters;
  std::map<std::string, std::string> targets;  ///< The action's name for it to the template's.
  std::vector<std::string> start_after;
  bool operator==(const ActionSpec&) const = default;
};
BOOST_DESCRIBE_STRUCT(ActionSpec, (), (action_id, description, parameters, targets, start_after))

struct StopCondition {
  std::string source;
  std::string value;  ///< Empty for "none".
  bool operator==(const StopCondition&) const = default;
};
BOOST_DESCRIBE_STRUCT(StopCondition, (), (source, value))

/// The part of a template that a caller writes.
struct Definition {
  std::string description;
  std::string role_arn;
  std::map<std::string, Target> targets;
  std::map<std::string, ActionSpec> actions;
  std::vector<StopCondition> stop_conditions;
  bool skip_empty_targets = false;  ///< emptyTargetResolutionMode.
  bool operator==(const Definition&) const = default;
};
BOOST_DESCRIBE_STRUCT(Definition, (),
                      (description, role_arn, targets, actions, stop_conditions,
                       skip_empty_targets))

struct Template {
  std::string id;  ///< "EXT…".
  Definition definition;
  Definition requested;  ///< As it was created: what a repeated client token must match.
  Tags tags;
  Tags requested_tags;
  std::string client_token;
  Instant created;
  Instant updated;
};
BOOST_DESCRIBE_STRUCT(Template, (),
                      (id, definition, requested, tags, requested_tags, client_token, created,
                       updated))

/// States of experiments and of their actions. An experiment is never Skipped.
enum class Status : std::uint8_t {
  Pending,
  Initiating,
  Running,
  Completed,
  Stopping,
  Stopped,
  Failed,
  Cancelled,
  Skipped,
};

/// "pending", "initiating", …
std::string_view to_string(Status status);

/// True when nothing can happen any more.
bool is_final(Status status);

/// What became of an action in an experiment.
struct ActionRecord {
  ActionSpec spec;
  Status status = Status::Pending;
  std::string reason;
  std::optional<Instant> started;
  std::optional<Instant> ended;
  std::optional<Instant> due;  ///< When a running action is over.
};
BOOST_DESCRIBE_STRUCT(ActionRecord, (), (spec, status, reason, started, ended, due))

/// Why an experiment failed. Source: FIS User Guide, "Troubleshooting AWS FIS".
struct ExperimentError {
  std::string account_id;
  std::string code;      ///< "InvalidTarget", "ConfigurationFailure", …
  std::string location;  ///< Name of the target or action.
};
BOOST_DESCRIBE_STRUCT(ExperimentError, (), (account_id, code, location))

struct Experiment {
  std::string id;  ///< "EXP…".
  std::string template_id;
  Definition definition;  ///< The template's when the experiment began.
  bool skip_all = false;  ///< actionsMode.
  Status status = Status::Pending;
  std::string reason;
  std::optional<ExperimentError> error;
  std::map<std::string, ActionRecord> actions;
  std::map<std::string, std::vector<std::string>> resolved;  ///< ARNs by name of the target.
  Instant created;
  std::optional<Instant> started;
  std::optional<Instant> ended;
  Tags tags;
  Tags requested_tags;
  std::string client_token;
};
BOOST_DESCRIBE_STRUCT(Experiment, (),
                      (id, template_id, definition, skip_all, status, reason, error, actions,
                       resolved, created, started, ended, tags, requested_tags, client_token))

}  // namespace spotdrill::fis
