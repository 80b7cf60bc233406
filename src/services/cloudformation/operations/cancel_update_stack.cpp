#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::CancelUpdateStackResult> cancel_update_stack(
    CloudFormation& cloudformation, const api::cloudformation::CancelUpdateStackInput& request) {
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  if (stack->status != "UPDATE_IN_PROGRESS") {
    return invalid("CancelUpdateStack cannot be called from current stack status");
  }
  const std::string key = key_of(*stack);
  cloudformation.edit_stack(key).token = request.client_request_token.value_or("");
  cloudformation.deployments().roll_back(key, {});
  return api::cloudformation::CancelUpdateStackResult{};
}

}  // namespace spotdrill::cloudformation
