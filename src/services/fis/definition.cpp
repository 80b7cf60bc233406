#include "services/fis/definition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/fis/errors.hpp"

namespace spotdrill::fis {
namespace {

/// Works for the inputs of create and of update, which differ in their names only.
template <class TargetInput>
Result<Target> target_of(const std::string& name, const TargetInput& input) {
  if (!input.parameters.empty()) {
    return invalid(
        fmt::format("TargetResourceType {} does not support parameters.", input.resource_type));
  }
  Target target{.resource_type = input.resource_type,
                .resource_tags = input.resource_tags,
                .selection_mode = input.selection_mode};
  for (const std::string& arn : input.resource_arns) {
    const auto& arns = target.resource_arns;
    if (std::find(arns.begin(), arns.end(), arn) != arns.end()) {
      return invalid(fmt::format("Duplicate resource ARN {} in target {}.", arn, name));
    }
    target.resource_arns.push_back(arn);
  }
  for (const auto& filter : input.filters) {
    target.filters.push_back({.path = filter.path, .values = filter.values});
  }
  return target;
}

template <class ActionInput>
ActionSpec action_of(std::string action_id, const ActionInput& input) {
  return {.action_id = std::move(action_id),
          .description = input.description.value_or(""),
          .parameters = input.parameters,
          .targets = input.targets,
          .start_after = input.start_after};
}

template <class StopConditionInput>
StopCondition stop_condition_of(const StopConditionInput& input) {
  return {.source = input.source, .value = input.value.value_or("")};
}

template <class Request>
Result<void> refuse_what_is_missing(const Request& request) {
  if (request.log_configuration) return not_available("Experiment logging (logConfiguration)");
  if (request.experiment_report_configuration) {
    return not_available("The experiment report (experimentReportConfiguration)");
  }
  return {};
}

}  // namespace

Result<Definition> definition_of(const api::fis::CreateExperimentTemplateRequest& request) {
  TRY(refuse_what_is_missing(request));
  Definition definition{.description = request.description, .role_arn = request.role_arn};
  if (request.experiment_options) {
    const auto& options = *request.experiment_options;
    if (options.account_targeting.value_or("single-account") != "single-account") {
      return not_available("Multi-account targeting (accountTargeting)");
    }
    definition.skip_empty_targets = options.empty_target_resolution_mode == "skip";
  }
  for (const auto& [name, input] : request.targets) {
    definition.targets[name] = TRY(target_of(name, input));
  }
  for (const auto& [name, input] : request.actions) {
    definition.actions[name] = action_of(input.action_id, input);
  }
  for (const auto& input : request.stop_conditions) {
    definition.stop_conditions.push_back(stop_condition_of(input));
  }
  return definition;
}

Result<Definition> updated(const Definition& current,
                           const api::fis::UpdateExperimentTemplateRequest& request) {
  TRY(refuse_what_is_missing(request));
  Definition definition = current;
  if (request.description) definition.description = *request.description;
  if (request.role_arn) definition.role_arn = *request.role_arn;
  if (request.experiment_options && request.experiment_options->empty_target_resolution_mode) {
    definition.skip_empty_targets =
        request.experiment_options->empty_target_resolution_mode == "skip";
  }
  if (!request.targets.empty()) definition.targets.clear();
  for (const auto& [name, input] : request.targets) {
    definition.targets[name] = TRY(target_of(name, input));
  }
  if (!request.actions.empty()) definition.actions.clear();
  for (const auto& [name, input] : request.actions) {
    // An action without its id keeps the one that it has.
    const auto before = current.actions.find(name);
    if (!input.action_id && before == current.actions.end()) {
      return invalid(fmt::format("Missing actionId in action \"{}\".", name));
    }
    definition.actions[name] =
        action_of(input.action_id ? *input.action_id : before->second.action_id, input);
  }
  if (!request.stop_conditions.empty()) definition.stop_conditions.clear();
  for (const auto& input : request.stop_conditions) {
    definition.stop_conditions.push_back(stop_condition_of(input));
  }
  return definition;
}

}  // namespace spotdrill::fis
