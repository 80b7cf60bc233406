#include "services/cloudformation/errors.hpp"
#include "services/cloudformation/operations.hpp"
#include "services/cloudformation/render.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DescribeStackResourceOutput> describe_stack_resource(
    CloudFormation& cloudformation,
    const api::cloudformation::DescribeStackResourceInput& request) {
  const StackRecord* stack = cloudformation.find_stack(request.stack_name);
  if (stack == nullptr) {
    return invalid("Stack '" + request.stack_name + "' does not exist");
  }
  const std::string row = key_of(*stack) + "/" + request.logical_resource_id;
  const ResourceRecord* resource = cloudformation.resources().find(row);
  if (resource == nullptr) {
    return invalid("Resource " + request.logical_resource_id + " does not exist for stack " +
                   stack->name);
  }
  api::cloudformation::DescribeStackResourceOutput output;
  auto& detail = output.stack_resource_detail.emplace();
  const auto rendered = render_resource(*stack, *resource);
  detail.stack_name = rendered.stack_name;
  detail.stack_id = rendered.stack_id;
  detail.logical_resource_id = rendered.logical_resource_id;
  detail.physical_resource_id = rendered.physical_resource_id;
  detail.resource_type = rendered.resource_type;
  detail.last_updated_timestamp = rendered.timestamp;
  detail.resource_status = rendered.resource_status;
  detail.resource_status_reason = rendered.resource_status_reason;
  detail.drift_information = rendered.drift_information;
  return output;
}

}  // namespace spotdrill::cloudformation
