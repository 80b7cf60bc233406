#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ListChangeSetsOutput> list_change_sets(
    CloudFormation& cloudformation, const api::cloudformation::ListChangeSetsInput& request) {
  const StackRecord* stack = TRY(cloudformation.live_stack(request.stack_name));
  const auto begin = services::page_begin(stack->id, request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  std::vector<api::cloudformation::ChangeSetSummary> all;
  for (const ChangeSetRecord* each :
       cloudformation.change_sets().with_prefix(key_of(*stack) + "/")) {
    api::cloudformation::ChangeSetSummary summary;
    summary.stack_id = stack->id;
    summary.stack_name = stack->name;
    summary.change_set_id = each->id;
    summary.change_set_name = each->name;
    summary.execution_status = each->execution;
    summary.status = each->status;
    if (!each->reason.empty()) summary.status_reason = each->reason;
    summary.creation_time = each->created;
    if (!each->description.empty()) summary.description = each->description;
    summary.include_nested_stacks = false;
    all.push_back(std::move(summary));
  }
  api::cloudformation::ListChangeSetsOutput output;
  services::take_page(stack->id, std::move(all), *begin, page_size, output.summaries,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
