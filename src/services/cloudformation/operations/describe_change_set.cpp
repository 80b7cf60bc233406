#include "services/cloudformation/change_sets.hpp"
#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DescribeChangeSetOutput> describe_change_set(
    CloudFormation& cloudformation, const api::cloudformation::DescribeChangeSetInput& request) {
  const ChangeSetRecord* found =
      TRY(find_change_set(cloudformation, request.change_set_name, request.stack_name));
  const StackRecord* stack = cloudformation.find_stack(found->stack);
  const auto begin = services::page_begin(found->id, request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  api::cloudformation::DescribeChangeSetOutput output;
  output.change_set_name = found->name;
  output.change_set_id = found->id;
  output.stack_id = found->stack;
  output.stack_name = stack->name;
  if (!found->description.empty()) output.description = found->description;
  output.parameters = render_parameters(found->target);
  output.creation_time = found->created;
  output.execution_status = found->execution;
  output.status = found->status;
  if (!found->reason.empty()) output.status_reason = found->reason;
  output.notification_arns = found->target.notifications;
  output.rollback_configuration.emplace();
  output.capabilities = found->target.capabilities;
  output.tags = render_stack_tags(found->target);
  output.include_nested_stacks = false;
  output.on_stack_failure = found->on_failure;
  std::vector<api::cloudformation::Change> changes;
  for (const ChangeRecord& change : found->changes) changes.push_back(render_change(change));
  services::take_page(found->id, std::move(changes), *begin, page_size, output.changes,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
