#include "services/cloudformation/operations.hpp"

#include <array>

namespace spotdrill::cloudformation {
namespace {

constexpr std::array operations{
    wire::operation<cancel_update_stack>("CancelUpdateStack"),
    wire::operation<continue_update_rollback>("ContinueUpdateRollback"),
    wire::operation<create_change_set>("CreateChangeSet"),
    wire::operation<create_stack>("CreateStack"),
    wire::operation<delete_change_set>("DeleteChangeSet"),
    wire::operation<delete_stack>("DeleteStack"),
    wire::operation<describe_change_set>("DescribeChangeSet"),
    wire::operation<describe_stack_events>("DescribeStackEvents"),
    wire::operation<describe_stack_resource>("DescribeStackResource"),
    wire::operation<describe_stack_resources>("DescribeStackResources"),
    wire::operation<describe_stacks>("DescribeStacks"),
    wire::operation<execute_change_set>("ExecuteChangeSet"),
    wire::operation<get_stack_policy>("GetStackPolicy"),
    wire::operation<get_template>("GetTemplate"),
    wire::operation<get_template_summary>("GetTemplateSummary"),
    wire::operation<list_change_sets>("ListChangeSets"),
    wire::operation<list_exports>("ListExports"),
    wire::operation<list_imports>("ListImports"),
    wire::operation<list_stack_resources>("ListStackResources"),
    wire::operation<list_stacks>("ListStacks"),
    wire::operation<set_stack_policy>("SetStackPolicy"),
    wire::operation<update_stack>("UpdateStack"),
    wire::operation<update_termination_protection>("UpdateTerminationProtection"),
    wire::operation<validate_template>("ValidateTemplate"),
};

}  // namespace

wire::Service service(wire::Regional<CloudFormation>& regions) {
  return {.model = &api::cloudformation::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::cloudformation
