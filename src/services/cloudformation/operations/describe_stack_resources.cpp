#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DescribeStackResourcesOutput> describe_stack_resources(
    CloudFormation& cloudformation,
    const api::cloudformation::DescribeStackResourcesInput& request) {
  if (request.stack_name.has_value() == request.physical_resource_id.has_value()) {
    return invalid("Either StackName or PhysicalResourceId must be specified.");
  }
  const StackRecord* stack = nullptr;
  if (request.stack_name) {
    stack = cloudformation.find_stack(*request.stack_name);
    if (stack == nullptr) return no_such_stack_with_id(*request.stack_name);
  } else {
    for (const auto& [row, resource] : cloudformation.resources().all()) {
      if (resource.physical != *request.physical_resource_id || resource.replaced) continue;
      const StackRecord& owner = cloudformation.stack(row.substr(0, row.find('/')));
      // A name may have been another stack's before.
      if (owner.deleted || resource.status == "DELETE_COMPLETE") continue;
      stack = &owner;
    }
    if (stack == nullptr) {
      return invalid("Stack for " + *request.physical_resource_id + " does not exist");
    }
  }
  api::cloudformation::DescribeStackResourcesOutput output;
  for (const ResourceRecord* resource : cloudformation.resources_of(key_of(*stack))) {
    if (resource->replaced) continue;
    if (request.logical_resource_id && *request.logical_resource_id != resource->logical) continue;
    output.stack_resources.push_back(render_resource(*stack, *resource));
  }
  if (request.logical_resource_id && output.stack_resources.empty()) {
    return invalid("Resource " + *request.logical_resource_id + " does not exist for stack " +
                   stack->name);
  }
  return output;
}

}  // namespace spotdrill::cloudformation
