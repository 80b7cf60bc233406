#include "services/cloudformation/change_sets.hpp"
#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/plan.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/cloudformation/targets.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::UpdateStackOutput> update_stack(
    CloudFormation& cloudformation, const api::cloudformation::UpdateStackInput& request,
    const wire::Context& context) {
  if (request.stack_policy_url || request.stack_policy_during_update_url) {
    return not_here("StackPolicyURL");
  }
  if (request.rollback_configuration &&
      !request.rollback_configuration->rollback_triggers.empty()) {
    return not_here("rollback triggers");
  }
  TRY(check_policy_text(request.stack_policy_body));
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  TRY(check_updatable(*stack));
  const std::string key = key_of(*stack);
  TargetRequest wanted = target_request(request);
  wanted.use_previous_template = request.use_previous_template.value_or(false);
  TargetRecord target =
      TRY(make_target(cloudformation, wanted, &stack->target, stack->name, context));
  const Plan plan = TRY(make_plan(cloudformation, key, target));
  if (plan.empty()) return nothing_to_update();
  StackRecord& edited = cloudformation.edit_stack(key);
  if (request.stack_policy_body) edited.policy = request.stack_policy_body;
  edited.token = request.client_request_token.value_or("");
  outdate_change_sets(cloudformation, key);
  cloudformation.deployments().update(key, std::move(target),
                                      request.disable_rollback.value_or(false));
  api::cloudformation::UpdateStackOutput output;
  output.stack_id = edited.id;
  return output;
}

}  // namespace spotdrill::cloudformation
