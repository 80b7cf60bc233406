#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/summaries.hpp"
#include "services/cloudformation/targets.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ValidateTemplateOutput> validate_template(
    CloudFormation& cloudformation, const api::cloudformation::ValidateTemplateInput& request,
    const wire::Context& context) {
  const std::string text =
      TRY(template_text(cloudformation, request.template_body, request.template_url, context));
  const TemplateSummary summary = TRY(summarise(text));
  api::cloudformation::ValidateTemplateOutput output;
  for (const auto& [key, declared] : summary.declared) {
    api::cloudformation::TemplateParameter parameter;
    parameter.parameter_key = key;
    parameter.default_value = declared.default_value;
    parameter.no_echo = declared.no_echo;
    if (!declared.description.empty()) parameter.description = declared.description;
    output.parameters.push_back(std::move(parameter));
  }
  output.description = summary.description;
  output.capabilities = summary.capabilities;
  output.capabilities_reason = summary.capabilities_reason;
  output.declared_transforms = summary.transforms;
  return output;
}

}  // namespace spotdrill::cloudformation
