#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ContinueUpdateRollbackOutput> continue_update_rollback(
    CloudFormation& cloudformation,
    const api::cloudformation::ContinueUpdateRollbackInput& request) {
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  if (stack->status != "UPDATE_ROLLBACK_FAILED") {
    return wrong_state(stack->id, stack->status, "continued");
  }
  const std::string key = key_of(*stack);
  for (const std::string& id : request.resources_to_skip) {
    const ResourceRecord* resource = cloudformation.resources().find(key + "/" + id);
    if (resource == nullptr || resource->replaced) {
      return invalid("Resource " + id + " does not exist for stack " + stack->name);
    }
    // "You can specify only resources that are in the UPDATE_FAILED state because a rollback
    // failed."
    // DEVIATION: AWS's words for others are not known.
    if (!resource->status.ends_with("_FAILED")) {
      return invalid("Resource " + id + " is in the state " + resource->status +
                     " and cannot be skipped");
    }
  }
  cloudformation.edit_stack(key).token = request.client_request_token.value_or("");
  cloudformation.deployments().roll_back(key, request.resources_to_skip);
  return api::cloudformation::ContinueUpdateRollbackOutput{};
}

}  // namespace spotdrill::cloudformation
