#include "services/cloudformation/change_sets.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/summaries.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::GetTemplateOutput> get_template(
    CloudFormation& cloudformation, const api::cloudformation::GetTemplateInput& request) {
  const TargetRecord* target = nullptr;
  if (request.change_set_name) {
    target =
        &TRY(find_change_set(cloudformation, *request.change_set_name, request.stack_name))->target;
  } else {
    if (!request.stack_name)
      return invalid("StackName is required if ChangeSetName is not specified.");
    const StackRecord* stack = cloudformation.find_stack(*request.stack_name);
    if (stack == nullptr) return no_such_stack_with_id(*request.stack_name);
    target = &stack->target;
  }
  api::cloudformation::GetTemplateOutput output;
  output.template_body =
      request.template_stage == "Original" ? target->body : processed_text(target->body);
  output.stages_available = {"Original", "Processed"};
  return output;
}

}  // namespace spotdrill::cloudformation
