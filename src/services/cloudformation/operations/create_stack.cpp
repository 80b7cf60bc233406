#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/cloudformation/targets.hpp"

namespace spotdrill::cloudformation {
namespace {

Result<void> check_create(const api::cloudformation::CreateStackInput& request) {
  if (request.disable_rollback && request.on_failure) {
    return invalid("You can specify either DisableRollback or OnFailure, but not both.");
  }
  if (request.stack_policy_url) return not_here("StackPolicyURL");
  if (request.rollback_configuration &&
      !request.rollback_configuration->rollback_triggers.empty()) {
    return not_here("rollback triggers");
  }
  if (request.retain_except_on_create.value_or(false)) return not_here("RetainExceptOnCreate");
  return check_policy_text(request.stack_policy_body);
}

}  // namespace

Result<api::cloudformation::CreateStackOutput> create_stack(
    CloudFormation& cloudformation, const api::cloudformation::CreateStackInput& request,
    const wire::Context& context) {
  TRY(check_create(request));
  TRY(check_stack_name(request.stack_name));
  if (cloudformation.find_stack(request.stack_name) != nullptr) {
    return already_exists(request.stack_name);
  }
  StackRecord stack{.name = request.stack_name};
  stack.target = TRY(
      make_target(cloudformation, target_request(request), nullptr, request.stack_name, context));
  stack.on_failure = request.on_failure.value_or(
      request.disable_rollback.value_or(false) ? "DO_NOTHING" : "ROLLBACK");
  stack.timeout_minutes = request.timeout_in_minutes;
  stack.protection = request.enable_termination_protection.value_or(false);
  stack.policy = request.stack_policy_body;
  stack.token = request.client_request_token.value_or("");
  stack.created = cloudformation.now();
  const std::string key = TRY(cloudformation.add_stack(std::move(stack)));
  cloudformation.deployments().create(key);
  api::cloudformation::CreateStackOutput output;
  output.stack_id = cloudformation.stack(key).id;
  return output;
}

}  // namespace spotdrill::cloudformation
