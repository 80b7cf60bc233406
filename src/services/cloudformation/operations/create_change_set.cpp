#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/plan.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/cloudformation/targets.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view no_changes =
    "The submitted information didn't contain changes. Submit different information to create a "
    "change set.";

Result<void> check_change_set(const api::cloudformation::CreateChangeSetInput& request) {
  if (request.change_set_type == "IMPORT" || !request.resources_to_import.empty()) {
    return not_here("change sets of type IMPORT");
  }
  if (request.import_existing_resources.value_or(false)) return not_here("ImportExistingResources");
  if (request.include_nested_stacks.value_or(false)) return not_here("nested stacks");
  if (request.deployment_mode) return not_here("deployment mode " + *request.deployment_mode);
  if (request.rollback_configuration &&
      !request.rollback_configuration->rollback_triggers.empty()) {
    return not_here("rollback triggers");
  }
  return {};
}

/// The stack that the change set is for; null: it is to be made.
Result<const StackRecord*> stack_for(const CloudFormation& cloudformation, const std::string& name,
                                     std::string_view kind) {
  const StackRecord* stack = cloudformation.find_stack(name);
  if (kind == "CREATE") {
    if (stack == nullptr) {
      TRY(check_stack_name(name));
      return nullptr;
    }
    if (stack->status != "REVIEW_IN_PROGRESS") {
      return invalid("Stack [" + stack->name +
                     "] already exists and cannot be created again with "
                     "the changeSet [CREATE].");
    }
    return stack;
  }
  if (stack == nullptr) return stack_does_not_exist(name);
  TRY(check_updatable(*stack));
  return stack;
}

/// A stack that is nothing yet but its change sets.
Result<std::string> add_reviewed(CloudFormation& cloudformation, const std::string& name) {
  StackRecord stack{.name = name};
  stack.status = "REVIEW_IN_PROGRESS";
  stack.reason = "User Initiated";
  stack.created = cloudformation.now();
  std::string key = TRY(cloudformation.add_stack(std::move(stack)));
  cloudformation.add_event(key, nullptr);
  return key;
}

}  // namespace

Result<api::cloudformation::CreateChangeSetOutput> create_change_set(
    CloudFormation& cloudformation, const api::cloudformation::CreateChangeSetInput& request,
    const wire::Context& context) {
  TRY(check_change_set(request));
  const std::string kind = request.change_set_type.value_or("UPDATE");
  const StackRecord* stack = TRY(stack_for(cloudformation, request.stack_name, kind));
  TargetRequest wanted = target_request(request);
  wanted.reviewed = true;
  wanted.use_previous_template = request.use_previous_template.value_or(false);
  const bool is_new = stack == nullptr || stack->status == "REVIEW_IN_PROGRESS";
  TargetRecord target = TRY(make_target(cloudformation, wanted, is_new ? nullptr : &stack->target,
                                        request.stack_name, context));
  const std::string key =
      stack == nullptr ? TRY(add_reviewed(cloudformation, request.stack_name)) : key_of(*stack);
  const std::string row = key + "/" + request.change_set_name;
  const StackRecord& owner = cloudformation.stack(key);
  if (cloudformation.change_sets().find(row) != nullptr) {
    return change_set_exists(request.change_set_name, owner.name);
  }
  if (cloudformation.change_sets().all().size() >= change_sets_max) {
    return invalid("ChangeSet limit exceeded");
  }
  ChangeSetRecord record{.name = request.change_set_name, .stack = owner.id};
  record.id =
      cloudformation.place().arn("cloudformation", "changeSet/" + request.change_set_name + "/" +
                                                       cloudformation.world().ids.uuid());
  record.description = request.description.value_or("");
  record.kind = kind;
  record.on_failure = request.on_stack_failure.value_or("ROLLBACK");
  record.created = cloudformation.now();
  const Plan plan = TRY(make_plan(cloudformation, key, target));
  record.changes = plan.changes;
  record.target = std::move(target);
  // DEVIATION: a change set is made at once; on AWS it is CREATE_IN_PROGRESS for some seconds.
  const bool good = !plan.empty();
  record.status = good ? "CREATE_COMPLETE" : "FAILED";
  record.execution = good ? "AVAILABLE" : "UNAVAILABLE";
  if (!good) record.reason = no_changes;
  api::cloudformation::CreateChangeSetOutput output;
  output.id = record.id;
  output.stack_id = owner.id;
  cloudformation.change_sets().put(row, std::move(record));
  return output;
}

}  // namespace spotdrill::cloudformation
