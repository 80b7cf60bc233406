#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"
#include "services/cloudformation/requests.hpp"
#include "services/page_token.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::ListStackResourcesOutput> list_stack_resources(
    CloudFormation& cloudformation, const api::cloudformation::ListStackResourcesInput& request) {
  const StackRecord* stack = cloudformation.find_stack(request.stack_name);
  if (stack == nullptr) return no_such_stack_with_id(request.stack_name);
  const auto begin = services::page_begin(stack->id, request.next_token);
  if (!begin) return invalid("Invalid NextToken");
  std::vector<api::cloudformation::StackResourceSummary> all;
  for (const ResourceRecord* resource : cloudformation.resources_of(key_of(*stack))) {
    if (!resource->replaced) all.push_back(render_resource_summary(*resource));
  }
  api::cloudformation::ListStackResourcesOutput output;
  services::take_page(stack->id, std::move(all), *begin, page_size, output.stack_resource_summaries,
                      output.next_token);
  return output;
}

}  // namespace spotdrill::cloudformation
