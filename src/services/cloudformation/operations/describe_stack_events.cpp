#include <algorithm>

#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DescribeStackEventsOutput> describe_stack_events(
    CloudFormation& cloudformation, const api::cloudformation::DescribeStackEventsInput& request) {
  const StackRecord* stack = cloudformation.find_stack(request.stack_name);
  if (stack == nullptr) return stack_does_not_exist(request.stack_name);
  const auto begin = services::page_begin(stack->id, request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  std::vector<api::cloudformation::StackEvent> all;
  for (const EventRecord* event : cloudformation.events_of(key_of(*stack))) {
    all.push_back(render_event(*stack, *event));
  }
  // "… in reverse chronological order."
  std::ranges::reverse(all);
  api::cloudformation::DescribeStackEventsOutput output;
  services::take_page(stack->id, std::move(all), *begin, page_size, output.stack_events,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
