#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/requests.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::SetStackPolicyResult> set_stack_policy(
    CloudFormation& cloudformation, const api::cloudformation::SetStackPolicyInput& request) {
  if (request.stack_policy_url) return not_here("StackPolicyURL");
  if (!request.stack_policy_body) {
    return invalid("Either StackPolicyBody or StackPolicyURL must be specified.");
  }
  TRY(check_policy_text(request.stack_policy_body));
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  // DEVIATION: a stack policy is kept and not evaluated.
  cloudformation.edit_stack(key_of(*stack)).policy = request.stack_policy_body;
  return api::cloudformation::SetStackPolicyResult{};
}

}  // namespace spotdrill::cloudformation
