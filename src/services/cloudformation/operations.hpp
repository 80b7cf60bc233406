// CloudFormation's operations, one file each under operations/, as the dispatcher calls them.
#pragma once

#include "api/cloudformation.hpp"
#include "base/result.hpp"
#include "services/cloudformation/cloudformation.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::CancelUpdateStackResult> cancel_update_stack(
    CloudFormation& cloudformation, const api::cloudformation::CancelUpdateStackInput& request);
Result<api::cloudformation::ContinueUpdateRollbackOutput> continue_update_rollback(
    CloudFormation& cloudformation,
    const api::cloudformation::ContinueUpdateRollbackInput& request);
Result<api::cloudformation::CreateChangeSetOutput> create_change_set(
    CloudFormation& cloudformation, const api::cloudformation::CreateChangeSetInput& request,
    const wire::Context& context);
Result<api::cloudformation::CreateStackOutput> create_stack(
    CloudFormation& cloudformation, const api::cloudformation::CreateStackInput& request,
    const wire::Context& context);
Result<api::cloudformation::DeleteChangeSetOutput> delete_change_set(
    CloudFormation& cloudformation, const api::cloudformation::DeleteChangeSetInput& request);
Result<api::cloudformation::DeleteStackResult> delete_stack(
    CloudFormation& cloudformation, const api::cloudformation::DeleteStackInput& request);
Result<api::cloudformation::DescribeChangeSetOutput> describe_change_set(
    CloudFormation& cloudformation, const api::cloudformation::DescribeChangeSetInput& request);
Result<api::cloudformation::DescribeStackEventsOutput> describe_stack_events(
    CloudFormation& cloudformation, const api::cloudformation::DescribeStackEventsInput& request);
Result<api::cloudformation::DescribeStackResourceOutput> describe_stack_resource(
    CloudFormation& cloudformation, const api::cloudformation::DescribeStackResourceInput& request);
Result<api::cloudformation::DescribeStackResourcesOutput> describe_stack_resources(
    CloudFormation& cloudformation,
    const api::cloudformation::DescribeStackResourcesInput& request);
Result<api::cloudformation::DescribeStacksOutput> describe_stacks(
    CloudFormation& cloudformation, const api::cloudformation::DescribeStacksInput& request);
Result<api::cloudformation::ExecuteChangeSetOutput> execute_change_set(
    CloudFormation& cloudformation, const api::cloudformation::ExecuteChangeSetInput& request);
Result<api::cloudformation::GetStackPolicyOutput> get_stack_policy(
    CloudFormation& cloudformation, const api::cloudformation::GetStackPolicyInput& request);
Result<api::cloudformation::GetTemplateOutput> get_template(
    CloudFormation& cloudformation, const api::cloudformation::GetTemplateInput& request);
Result<api::cloudformation::GetTemplateSummaryOutput> get_template_summary(
    CloudFormation& cloudformation, const api::cloudformation::GetTemplateSummaryInput& request,
    const wire::Context& context);
Result<api::cloudformation::ListChangeSetsOutput> list_change_sets(
    CloudFormation& cloudformation, const api::cloudformation::ListChangeSetsInput& request);
Result<api::cloudformation::ListExportsOutput> list_exports(
    CloudFormation& cloudformation, const api::cloudformation::ListExportsInput& request);
Result<api::cloudformation::ListImportsOutput> list_imports(
    CloudFormation& cloudformation, const api::cloudformation::ListImportsInput& request);
Result<api::cloudformation::ListStackResourcesOutput> list_stack_resources(
    CloudFormation& cloudformation, const api::cloudformation::ListStackResourcesInput& request);
Result<api::cloudformation::ListStacksOutput> list_stacks(
    CloudFormation& cloudformation, const api::cloudformation::ListStacksInput& request);
Result<api::cloudformation::SetStackPolicyResult> set_stack_policy(
    CloudFormation& cloudformation, const api::cloudformation::SetStackPolicyInput& request);
Result<api::cloudformation::UpdateStackOutput> update_stack(
    CloudFormation& cloudformation, const api::cloudformation::UpdateStackInput& request,
    const wire::Context& context);
Result<api::cloudformation::UpdateTerminationProtectionOutput> update_termination_protection(
    CloudFormation& cloudformation,
    const api::cloudformation::UpdateTerminationProtectionInput& request);
Result<api::cloudformation::ValidateTemplateOutput> validate_template(
    CloudFormation& cloudformation, const api::cloudformation::ValidateTemplateInput& request,
    const wire::Context& context);

/// CloudFormation, ready for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<CloudFormation>& regions);

}  // namespace spotdrill::cloudformation
