#include "services/cloudformation/render.hpp"

#include "base/unless_empty.hpp"
#include "services/cloudformation/template/parameters.hpp"
#include "services/cloudformation/template/template.hpp"

namespace spotdrill::cloudformation {
namespace {

/// Drift is not looked for.
constexpr std::string_view not_checked = "NOT_CHECKED";

}  // namespace

std::vector<api::cloudformation::Parameter> render_parameters(const TargetRecord& target) {
  if (target.parameters.empty()) return {};
  std::map<std::string, ParameterDeclared> declared;
  if (const auto whole = read_template(target.body); whole.has_value()) {
    if (auto read = read_parameters(whole->parameters); read.has_value()) declared = *read;
  }
  std::vector<api::cloudformation::Parameter> rendered;
  for (const auto& [key, value] : target.parameters) {
    const auto found = declared.find(key);
    const bool masked = found != declared.end() && found->second.no_echo;
    api::cloudformation::Parameter parameter;
    parameter.parameter_key = key;
    parameter.parameter_value = masked ? "****" : value;
    if (const auto resolved = target.resolved.find(key); resolved != target.resolved.end()) {
      parameter.resolved_value = masked ? "****" : resolved->second;
    }
    rendered.push_back(std::move(parameter));
  }
  return rendered;
}

std::vector<api::cloudformation::Tag> render_stack_tags(const TargetRecord& target) {
  std::vector<api::cloudformation::Tag> tags;
  for (const auto& [key, value] : target.tags) tags.push_back({key, value});
  return tags;
}

api::cloudformation::Stack render_stack(const StackRecord& stack) {
  api::cloudformation::Stack rendered;
  rendered.stack_id = stack.id;
  rendered.stack_name = stack.name;
  rendered.change_set_id = stack.change_set;
  rendered.description = unless_empty(stack.description);
  rendered.parameters = render_parameters(stack.target);
  rendered.creation_time = stack.created;
  rendered.deletion_time = stack.deleted;
  rendered.last_updated_time = stack.updated;
  rendered.rollback_configuration.emplace();
  rendered.stack_status = stack.status;
  rendered.stack_status_reason = unless_empty(stack.reason);
  rendered.disable_rollback = stack.on_failure == "DO_NOTHING";
  rendered.notification_arns = stack.target.notifications;
  rendered.timeout_in_minutes = stack.timeout_minutes;
  rendered.capabilities = stack.target.capabilities;
  for (const OutputRecord& output : stack.outputs) {
    rendered.outputs.push_back({output.key, output.value, output.description, output.export_name});
  }
  rendered.role_arn = stack.target.role;
  rendered.tags = render_stack_tags(stack.target);
  rendered.enable_termination_protection = stack.protection;
  rendered.drift_information.emplace().stack_drift_status = not_checked;
  return rendered;
}

api::cloudformation::StackSummary render_summary(const StackRecord& stack) {
  api::cloudformation::StackSummary rendered;
  rendered.stack_id = stack.id;
  rendered.stack_name = stack.name;
  rendered.template_description = unless_empty(stack.description);
  rendered.creation_time = stack.created;
  rendered.last_updated_time = stack.updated;
  rendered.deletion_time = stack.deleted;
  rendered.stack_status = stack.status;
  rendered.stack_status_reason = unless_empty(stack.reason);
  rendered.drift_information.emplace().stack_drift_status = not_checked;
  return rendered;
}

api::cloudformation::StackEvent render_event(const StackRecord& stack, const EventRecord& event) {
  api::cloudformation::StackEvent rendered;
  rendered.stack_id = stack.id;
  rendered.event_id = event.id;
  rendered.stack_name = stack.name;
  rendered.logical_resource_id = event.logical;
  rendered.physical_resource_id = event.physical;
  rendered.resource_type = event.type;
  rendered.timestamp = event.at;
  rendered.resource_status = event.status;
  rendered.resource_status_reason = unless_empty(event.reason);
  rendered.resource_properties = unless_empty(event.properties);
  rendered.client_request_token = unless_empty(event.token);
  return rendered;
}

api::cloudformation::StackResource render_resource(const StackRecord& stack,
                                                   const ResourceRecord& resource) {
  api::cloudformation::StackResource rendered;
  rendered.stack_name = stack.name;
  rendered.stack_id = stack.id;
  rendered.logical_resource_id = resource.logical;
  rendered.physical_resource_id = unless_empty(resource.physical);
  rendered.resource_type = resource.type;
  rendered.timestamp = resource.updated;
  rendered.resource_status = resource.status;
  rendered.resource_status_reason = unless_empty(resource.reason);
  rendered.drift_information.emplace().stack_resource_drift_status = not_checked;
  return rendered;
}

api::cloudformation::StackResourceSummary render_resource_summary(const ResourceRecord& resource) {
  api::cloudformation::StackResourceSummary rendered;
  rendered.logical_resource_id = resource.logical;
  rendered.physical_resource_id = unless_empty(resource.physical);
  rendered.resource_type = resource.type;
  rendered.last_updated_timestamp = resource.updated;
  rendered.resource_status = resource.status;
  rendered.resource_status_reason = unless_empty(resource.reason);
  rendered.drift_information.emplace().stack_resource_drift_status = not_checked;
  return rendered;
}

}  // namespace spotdrill::cloudformation
