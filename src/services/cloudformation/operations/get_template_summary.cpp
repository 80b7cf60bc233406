#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/summaries.hpp"
#include "services/cloudformation/targets.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::GetTemplateSummaryOutput> get_template_summary(
    CloudFormation& cloudformation, const api::cloudformation::GetTemplateSummaryInput& request,
    const wire::Context& context) {
  if (request.stack_set_name) return not_here("stack sets");
  std::string text;
  if (request.stack_name) {
    const StackRecord* stack = cloudformation.find_stack(*request.stack_name);
    if (stack == nullptr) return no_such_stack_with_id(*request.stack_name);
    text = stack->target.body;
  } else {
    text = TRY(template_text(cloudformation, request.template_body, request.template_url, context));
  }
  const TemplateSummary summary = TRY(summarise(text));
  api::cloudformation::GetTemplateSummaryOutput output;
  for (const auto& [key, declared] : summary.declared) {
    api::cloudformation::ParameterDeclaration parameter;
    parameter.parameter_key = key;
    parameter.parameter_type = declared.type;
    parameter.default_value = declared.default_value;
    parameter.no_echo = declared.no_echo;
    if (!declared.description.empty()) parameter.description = declared.description;
    parameter.parameter_constraints.emplace().allowed_values = declared.allowed_values;
    output.parameters.push_back(std::move(parameter));
  }
  output.description = summary.description;
  output.capabilities = summary.capabilities;
  output.capabilities_reason = summary.capabilities_reason;
  output.resource_types = summary.resource_types;
  output.version = "2010-09-09";
  output.metadata = summary.metadata;
  output.declared_transforms = summary.transforms;
  return output;
}

}  // namespace spotdrill::cloudformation
