#include <algorithm>

#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ListStacksOutput> list_stacks(
    CloudFormation& cloudformation, const api::cloudformation::ListStacksInput& request) {
  const auto begin = services::page_begin("ListStacks", request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  const auto& wanted = request.stack_status_filter;
  std::vector<api::cloudformation::StackSummary> all;
  for (const StackRecord* stack : newest_first(cloudformation)) {
    if (wanted.empty() || std::ranges::find(wanted, stack->status) != wanted.end()) {
      all.push_back(render_summary(*stack));
    }
  }
  api::cloudformation::ListStacksOutput output;
  services::take_page("ListStacks", std::move(all), *begin, page_size, output.stack_summaries,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
