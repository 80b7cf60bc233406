#include "services/fis/render.hpp"

#include "base/unless_empty.hpp"

namespace spotdrill::fis {
namespace {

constexpr std::string_view template_kind = "experiment-template";
constexpr std::string_view experiment_kind = "experiment";
constexpr std::string_view action_kind = "action";

/// Templates and experiments show the same things in types of different names.
template <class Shown>
Shown target_as(const Target& target) {
  Shown shown;
  shown.resource_type = target.resource_type;
  shown.resource_arns = target.resource_arns;
  shown.resource_tags = target.resource_tags;
  for (const Filter& filter : target.filters) {
    auto& added = shown.filters.emplace_back();
    added.path = filter.path;
    added.values = filter.values;
  }
  shown.selection_mode = target.selection_mode;
  return shown;
}

template <class Shown>
Shown action_as(const ActionSpec& spec) {
  Shown shown;
  shown.action_id = spec.action_id;
  shown.description = unless_empty(spec.description);
  shown.parameters = spec.parameters;
  shown.targets = spec.targets;
  shown.start_after = spec.start_after;
  return shown;
}

template <class Shown>
Shown stop_condition_as(const StopCondition& condition) {
  Shown shown;
  shown.source = condition.source;
  shown.value = unless_empty(condition.value);
  return shown;
}

std::string empty_target_mode(const Definition& definition) {
  return definition.skip_empty_targets ? "skip" : "fail";
}

api::fis::ExperimentState state_of(const Experiment& record) {
  api::fis::ExperimentState state;
  state.status = to_string(record.status);
  state.reason = record.reason;
  if (record.error) {
    auto& error = state.error.emplace();
    error.account_id = unless_empty(record.error->account_id);
    error.code = record.error->code;
    error.location = unless_empty(record.error->location);
  }
  return state;
}

api::fis::ExperimentOptions options_of(const Experiment& record) {
  api::fis::ExperimentOptions options;
  options.account_targeting = "single-account";
  options.empty_target_resolution_mode = empty_target_mode(record.definition);
  options.actions_mode = record.skip_all ? "skip-all" : "run-all";
  return options;
}

std::map<std::string, api::fis::ActionTarget> targets_of(const Action& action) {
  if (action.target.key.empty()) return {};
  api::fis::ActionTarget target;
  target.resource_type = action.target.resource_type;
  return {{std::string{action.target.key}, target}};
}

}  // namespace

api::fis::ExperimentTemplate render(const Fis& fis, const Template& record) {
  const Definition& definition = record.definition;
  api::fis::ExperimentTemplate shown;
  shown.id = record.id;
  shown.arn = fis.arn(template_kind, record.id);
  shown.description = definition.description;
  for (const auto& [name, target] : definition.targets) {
    shown.targets[name] = target_as<api::fis::ExperimentTemplateTarget>(target);
  }
  for (const auto& [name, spec] : definition.actions) {
    shown.actions[name] = action_as<api::fis::ExperimentTemplateAction>(spec);
  }
  for (const StopCondition& condition : definition.stop_conditions) {
    shown.stop_conditions.push_back(
        stop_condition_as<api::fis::ExperimentTemplateStopCondition>(condition));
  }
  shown.creation_time = record.created;
  shown.last_update_time = record.updated;
  shown.role_arn = definition.role_arn;
  shown.tags = record.tags;
  auto& options = shown.experiment_options.emplace();
  options.account_targeting = "single-account";
  options.empty_target_resolution_mode = empty_target_mode(definition);
  shown.target_account_configurations_count = 0;
  return shown;
}

api::fis::ExperimentTemplateSummary summary(const Fis& fis, const Template& record) {
  api::fis::ExperimentTemplateSummary shown;
  shown.id = record.id;
  shown.arn = fis.arn(template_kind, record.id);
  shown.description = record.definition.description;
  shown.creation_time = record.created;
  shown.last_update_time = record.updated;
  shown.tags = record.tags;
  return shown;
}

api::fis::Experiment render(const Fis& fis, const Experiment& record) {
  const Definition& definition = record.definition;
  api::fis::Experiment shown;
  shown.id = record.id;
  shown.arn = fis.arn(experiment_kind, record.id);
  shown.experiment_template_id = record.template_id;
  shown.role_arn = definition.role_arn;
  shown.state = state_of(record);
  for (const auto& [name, target] : definition.targets) {
    shown.targets[name] = target_as<api::fis::ExperimentTarget>(target);
  }
  for (const auto& [name, action] : record.actions) {
    auto& added = shown.actions[name];
    added = action_as<api::fis::ExperimentAction>(action.spec);
    auto& state = added.state.emplace();
    state.status = to_string(action.status);
    state.reason = action.reason;
    added.start_time = action.started;
    added.end_time = action.ended;
  }
  for (const StopCondition& condition : definition.stop_conditions) {
    shown.stop_conditions.push_back(
        stop_condition_as<api::fis::ExperimentStopCondition>(condition));
  }
  shown.creation_time = record.created;
  shown.start_time = record.started;
  shown.end_time = record.ended;
  shown.tags = record.tags;
  shown.experiment_options = options_of(record);
  shown.target_account_configurations_count = 0;
  return shown;
}

api::fis::ExperimentSummary summary(const Fis& fis, const Experiment& record) {
  api::fis::ExperimentSummary shown;
  shown.id = record.id;
  shown.arn = fis.arn(experiment_kind, record.id);
  shown.experiment_template_id = record.template_id;
  shown.state = state_of(record);
  shown.creation_time = record.created;
  shown.tags = record.tags;
  shown.experiment_options = options_of(record);
  return shown;
}

api::fis::Action render(const Fis& fis, const Action& action) {
  api::fis::Action shown;
  shown.id = action.id;
  shown.arn = fis.arn(action_kind, action.id);
  shown.description = action.description;
  for (const Parameter& parameter : action.parameters) {
    auto& added = shown.parameters[std::string{parameter.name}];
    added.description = parameter.description;
    added.required = parameter.required;
  }
  shown.targets = targets_of(action);
  return shown;
}

api::fis::ActionSummary summary(const Fis& fis, const Action& action) {
  api::fis::ActionSummary shown;
  shown.id = action.id;
  shown.arn = fis.arn(action_kind, action.id);
  shown.description = action.description;
  shown.targets = targets_of(action);
  return shown;
}

}  // namespace spotdrill::fis
