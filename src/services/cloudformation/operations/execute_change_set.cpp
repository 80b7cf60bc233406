#include "services/cloudformation/change_sets.hpp"
#include "services/cloudformation/deployments.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/requests.hpp"

namespace spotdrill::cloudformation {

namespace {

Refusal<> not_executable(const ChangeSetRecord& change_set) {
  if (change_set.status != "CREATE_COMPLETE") {
    return wrong_change_set_status(change_set.id, "status", change_set.status);
  }
  return wrong_change_set_status(change_set.id, "execution status", change_set.execution);
}

}  // namespace

Result<api::cloudformation::ExecuteChangeSetOutput> execute_change_set(
    CloudFormation& cloudformation, const api::cloudformation::ExecuteChangeSetInput& request) {
  const ChangeSetRecord* found =
      TRY(find_change_set(cloudformation, request.change_set_name, request.stack_name));
  if (found->execution != "AVAILABLE") return not_executable(*found);
  const ChangeSetRecord change_set = *found;
  const std::string key = key_of(*cloudformation.find_stack(change_set.stack));
  const bool is_new = cloudformation.stack(key).status == "REVIEW_IN_PROGRESS";
  if (!is_new) TRY(check_updatable(cloudformation.stack(key)));
  // "When you execute a change set, CloudFormation deletes all other change sets associated with
  // the stack, because they aren't valid for the updated stack."
  forget_change_sets(cloudformation, key);
  ChangeSetRecord executed = change_set;
  executed.execution = "EXECUTE_COMPLETE";
  cloudformation.change_sets().put(key + "/" + change_set.name, std::move(executed));
  StackRecord& stack = cloudformation.edit_stack(key);
  stack.change_set = change_set.id;
  stack.token = request.client_request_token.value_or("");
  const bool keeps = request.disable_rollback.value_or(change_set.on_failure == "DO_NOTHING");
  if (is_new) {
    stack.target = change_set.target;
    stack.on_failure = keeps ? "DO_NOTHING" : change_set.on_failure;
    cloudformation.deployments().create(key);
  } else {
    cloudformation.deployments().update(key, change_set.target, keeps);
  }
  return api::cloudformation::ExecuteChangeSetOutput{};
}

}  // namespace spotdrill::cloudformation
