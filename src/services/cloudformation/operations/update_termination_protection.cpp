#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::UpdateTerminationProtectionOutput> update_termination_protection(
    CloudFormation& cloudformation,
    const api::cloudformation::UpdateTerminationProtectionInput& request) {
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  cloudformation.edit_stack(key_of(*stack)).protection = request.enable_termination_protection;
  api::cloudformation::UpdateTerminationProtectionOutput output;
  output.stack_id = stack->id;
  return output;
}

}  // namespace spotdrill::cloudformation
