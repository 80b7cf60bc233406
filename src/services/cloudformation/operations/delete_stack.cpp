#include <fmt/format.h>
#include <fmt/ranges.h>

#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DeleteStackResult> delete_stack(
    CloudFormation& cloudformation, const api::cloudformation::DeleteStackInput& request) {
  if (request.deletion_mode.value_or("STANDARD") != "STANDARD") {
    return not_here("deletion mode " + *request.deletion_mode);
  }
  const StackRecord* stack = cloudformation.find_stack(request.stack_name);
  // "If the stack doesn't exist, the operation succeeds."
  if (stack == nullptr || stack->status == "DELETE_COMPLETE" ||
      stack->status == "DELETE_IN_PROGRESS") {
    return api::cloudformation::DeleteStackResult{};
  }
  if (stack->protection) return is_protected(stack->name);
  if (!request.retain_resources.empty() && stack->status != "DELETE_FAILED") {
    return invalid("Invalid operation on stack [" + stack->id +
                   "]. Retain resources can only be specified when the stack is in DELETE_FAILED "
                   "state");
  }
  for (const OutputRecord& output : stack->outputs) {
    if (!output.export_name) continue;
    const auto users = cloudformation.importers(*output.export_name);
    if (users.empty()) continue;
    return invalid(fmt::format("Export {} cannot be deleted as it is in use by {}",
                               *output.export_name, fmt::join(users, " and ")));
  }
  const std::string key = key_of(*stack);
  cloudformation.edit_stack(key).token = request.client_request_token.value_or("");
  if (request.role_arn) cloudformation.edit_stack(key).target.role = request.role_arn;
  cloudformation.deployments().remove(key, request.retain_resources);
  return api::cloudformation::DeleteStackResult{};
}

}  // namespace spotdrill::cloudformation
