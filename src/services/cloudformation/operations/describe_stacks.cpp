#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DescribeStacksOutput> describe_stacks(
    CloudFormation& cloudformation, const api::cloudformation::DescribeStacksInput& request) {
  api::cloudformation::DescribeStacksOutput output;
  if (request.stack_name) {
    const StackRecord* stack = cloudformation.find_stack(*request.stack_name);
    if (stack == nullptr) return no_such_stack_with_id(*request.stack_name);
    output.stacks.push_back(render_stack(*stack));
    return output;
  }
  const auto begin = services::page_begin("DescribeStacks", request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  std::vector<api::cloudformation::Stack> all;
  for (const StackRecord* stack : newest_first(cloudformation)) {
    if (stack->status != "DELETE_COMPLETE") all.push_back(render_stack(*stack));
  }
  services::take_page("DescribeStacks", std::move(all), *begin, page_size, output.stacks,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
