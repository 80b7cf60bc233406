#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::GetStackPolicyOutput> get_stack_policy(
    CloudFormation& cloudformation, const api::cloudformation::GetStackPolicyInput& request) {
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  api::cloudformation::GetStackPolicyOutput output;
  output.stack_policy_body = stack->policy;
  return output;
}

}  // namespace spotdrill::cloudformation
