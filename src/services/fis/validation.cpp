#include "services/fis/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "api/ec2.hpp"
#include "base/iso8601.hpp"
#include "services/fis/api_faults.hpp"
#include "services/fis/catalogue.hpp"
#include "services/fis/errors.hpp"
#include "services/fis/stop_conditions.hpp"
#include "services/fis/targets.hpp"

// DEVIATION: AWS documents no wording for most of these. Where a message was seen in an error
// report it is that one ("Unexpected target …", "You cannot specify both …", "Action with ID …");
// the others are made after them.
namespace spotdrill::fis {
namespace {

/// Source: the model's ExperimentTemplateActionName and -TargetName: at most 64, no white space.
constexpr std::size_t name_length_max = 64;

Result<void> check_name(std::string_view kind, const std::string& name) {
  const bool blank =
      std::any_of(name.begin(), name.end(), [](unsigned char c) { return std::isspace(c) != 0; });
  if (name.empty() || name.size() > name_length_max || blank) {
    return invalid(
        fmt::format("Invalid {} name \"{}\": names have 1 to {} characters and no spaces.", kind,
                    name, name_length_max));
  }
  return {};
}

Result<void> check_percentage(const Parameter& parameter, const std::string& action,
                              const std::string& value) {
  unsigned percentage = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), percentage);
  if (error == std::errc{} && end == value.data() + value.size() && percentage >= 1 &&
      percentage <= 100) {
    return {};
  }
  return invalid(fmt::format(
      "Invalid value \"{}\" for parameter \"{}\" in action \"{}\": it must be from 1 to "
      "100.",
      value, parameter.name, action));
}

Result<void> check_operations(const Parameter& parameter, const std::string& action,
                              const std::string& value) {
  const shape::ServiceModel& ec2 = api::ec2::service();
  const auto names = operations_in(value);
  const bool known = std::all_of(names.begin(), names.end(), [&](std::string_view name) {
    return shape::find_operation(ec2, name) != nullptr ||
           std::ranges::binary_search(ec2.unavailable, name);
  });
  if (known && !names.empty()) return {};
  return invalid(fmt::format(
      "Invalid value \"{}\" for parameter \"{}\" in action \"{}\": it must be names of operations, "
      "separated by commas.",
      value, parameter.name, action));
}

Result<void> check_parameter(const Parameter& parameter, const std::string& action,
                             const std::string& value) {
  if (parameter.kind == Parameter::Kind::Percentage) {
    return check_percentage(parameter, action, value);
  }
  if (parameter.kind == Parameter::Kind::Operations) {
    return check_operations(parameter, action, value);
  }
  if (parameter.kind == Parameter::Kind::Service) {
    if (value == "ec2") return {};
    return invalid("The service parameter value is not supported for the action");
  }
  if (parameter.kind == Parameter::Kind::Scope) {
    if (value == "vpc") return {};
    return invalid(
        fmt::format("Invalid value \"{}\" for parameter \"{}\" in action \"{}\": only the "
                    "scope vpc is supported here, for AWS's endpoints cannot be cut off.",
                    value, parameter.name, action));
  }
  if (parameter.kind == Parameter::Kind::Boolean) {
    if (value == "true" || value == "false") return {};
    return invalid(
        fmt::format("Invalid value \"{}\" for parameter \"{}\" in action \"{}\": it must "
                    "be true or false.",
                    value, parameter.name, action));
  }
  const auto duration = parse_iso8601_duration(value);
  if (!duration) {
    return invalid(
        fmt::format("Invalid value \"{}\" for parameter \"{}\" in action \"{}\": it must "
                    "be an ISO 8601 duration.",
                    value, parameter.name, action));
  }
  if (*duration < parameter.min || *duration > parameter.max) {
    const auto minutes = [](Duration bound) {
      return std::chrono::duration_cast<std::chrono::minutes>(bound).count();
    };
    return invalid(
        fmt::format("Invalid value \"{}\" for parameter \"{}\" in action \"{}\": it must "
                    "be from PT{}M to PT{}M.",
                    value, parameter.name, action, minutes(parameter.min), minutes(parameter.max)));
  }
  return {};
}

Result<void> check_parameters(const Action& action, const std::string& name,
                              const ActionSpec& spec) {
  for (const auto& [key, value] : spec.parameters) {
    const auto known = std::find_if(action.parameters.begin(), action.parameters.end(),
                                    [&](const Parameter& each) { return each.name == key; });
    if (known == action.parameters.end()) {
      return invalid(fmt::format("Unexpected parameter \"{}\" found in action \"{}\".", key, name));
    }
    TRY(check_parameter(*known, name, value));
  }
  for (const Parameter& parameter : action.parameters) {
    if (parameter.required && !spec.parameters.contains(std::string{parameter.name})) {
      return invalid(
          fmt::format("Missing required parameter \"{}\" in action \"{}\".", parameter.name, name));
    }
  }
  return {};
}

Result<void> check_action_targets(const Definition& definition, const Action& action,
                                  const std::string& name, const ActionSpec& spec) {
  for (const auto& [key, target_name] : spec.targets) {
    if (key != action.target.key) {
      return invalid(fmt::format("Unexpected target \"{}\" found in action \"{}\".", key, name));
    }
    const auto target = definition.targets.find(target_name);
    if (target == definition.targets.end()) {
      return invalid(fmt::format("Target \"{}\" of action \"{}\" is not defined in the template.",
                                 target_name, name));
    }
    if (target->second.resource_type != action.target.resource_type) {
      return invalid(fmt::format(
          "Target \"{}\" of action \"{}\" has resource type {}, but {} needs {}.", target_name,
          name, target->second.resource_type, action.id, action.target.resource_type));
    }
  }
  if (!action.target.key.empty() && spec.targets.empty()) {
    return invalid(
        fmt::format("Missing required target \"{}\" in action \"{}\".", action.target.key, name));
  }
  return {};
}

Result<void> check_action(const Definition& definition, const std::string& name,
                          const ActionSpec& spec) {
  TRY(check_name("action", name));
  const Action* action = find_action(spec.action_id);
  if (action == nullptr) return action_not_found(spec.action_id);
  TRY(check_parameters(*action, name, spec));
  TRY(check_action_targets(definition, *action, name, spec));
  for (const std::string& before : spec.start_after) {
    if (!definition.actions.contains(before)) {
      return invalid(
          fmt::format("Action \"{}\" in startAfter of action \"{}\" is not defined in the "
                      "template.",
                      before, name));
    }
  }
  return {};
}

/// Actions that can be started one after another, until the rest wait for each other.
Result<void> check_order(const Definition& definition) {
  std::set<std::string> startable;
  for (bool progress = true; progress;) {
    progress = false;
    for (const auto& [name, spec] : definition.actions) {
      const bool ready =
          std::all_of(spec.start_after.begin(), spec.start_after.end(),
                      [&](const std::string& each) { return startable.contains(each); });
      if (ready && startable.insert(name).second) progress = true;
    }
  }
  for (const auto& [name, spec] : definition.actions) {
    if (!startable.contains(name)) {
      return invalid(
          fmt::format("Circular dependency found in startAfter of action \"{}\".", name));
    }
  }
  return {};
}

Result<void> check_target(const std::string& name, const Target& target) {
  TRY(check_name("target", name));
  const auto types = target_resource_types();
  if (std::none_of(types.begin(), types.end(), [&](const TargetResourceType& type) {
        return type.id == target.resource_type;
      })) {
    return target_resource_type_not_found(target.resource_type);
  }
  if (!target.resource_arns.empty() && !target.resource_tags.empty()) {
    return invalid(fmt::format(
        "You cannot specify both resource ARNs and resource tags for target {}.", name));
  }
  // "You can't specify both a resource ID and a resource filter for the same target."
  if (!target.resource_arns.empty() && !target.filters.empty()) {
    return invalid(
        fmt::format("You cannot specify both resource ARNs and filters for target {}.", name));
  }
  if (target.resource_arns.empty() && target.resource_tags.empty() && target.filters.empty()) {
    return invalid(fmt::format(
        "You must specify resource ARNs, resource tags, or filters for target {}.", name));
  }
  for (const std::string& arn : target.resource_arns) {
    const bool role = target.resource_type == role_resource;
    const std::string_view kind = role                                      ? ":role/"
                                  : target.resource_type == subnet_resource ? ":subnet/subnet-"
                                                                            : ":instance/i-";
    const bool fits =
        arn.starts_with(role ? "arn:aws:iam::" : "arn:aws:ec2:") && arn.find(kind) != arn.npos;
    if (!fits) {
      return invalid(fmt::format("Invalid resource ARN {} for target {} of type {}.", arn, name,
                                 target.resource_type));
    }
  }
  for (const Filter& filter : target.filters) {
    if (filter.values.empty()) {
      return invalid(fmt::format("Filter {} of target {} has no values.", filter.path, name));
    }
  }
  if (!parse_selection(target.selection_mode)) {
    return invalid(
        fmt::format("Invalid selection mode {} for target {}: it must be ALL, COUNT(n) or "
                    "PERCENT(n).",
                    target.selection_mode, name));
  }
  return {};
}

}  // namespace

Result<void> validate(const Definition& definition, const Quotas& quotas) {
  if (definition.actions.empty()) return invalid("You must specify at least one action.");
  if (definition.actions.size() > quotas.actions_per_template) {
    return quota_exceeded("Actions per experiment template", quotas.actions_per_template);
  }
  if (!definition.role_arn.starts_with("arn:aws:iam::") ||
      definition.role_arn.find(":role/") == std::string::npos) {
    return invalid(fmt::format("Invalid role ARN {}.", definition.role_arn));
  }
  TRY(validate_stop_conditions(definition.stop_conditions, quotas));
  for (const auto& [name, target] : definition.targets) TRY(check_target(name, target));
  for (const auto& [name, spec] : definition.actions) TRY(check_action(definition, name, spec));
  return check_order(definition);
}

}  // namespace spotdrill::fis
