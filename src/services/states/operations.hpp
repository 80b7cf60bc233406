// Step Functions' operations, as the dispatcher calls them.
#pragma once

#include <functional>

#include "api/states.hpp"
#include "services/states/states.hpp"
#include "services/tagged_service.hpp"
#include "wire/dispatcher.hpp"
#include "wire/regional.hpp"

namespace spotdrill::states {

// State machines.

/// Makes a state machine; the same request gives the same one again.
/// Errors: InvalidName, InvalidArn, InvalidDefinition, InvalidLoggingConfiguration,
/// InvalidEncryptionConfiguration, StateMachineAlreadyExists, StateMachineDeleting,
/// StateMachineLimitExceeded, TooManyTags, ValidationException, AccessDeniedException.
/// Source: Step Functions API Reference, CreateStateMachine.
Result<api::states::CreateStateMachineOutput> create_state_machine(
    States& states, const api::states::CreateStateMachineInput& request);

/// Begins to delete a state machine with its versions and aliases. One that is not there is fine.
/// Errors: InvalidArn, ValidationException.
/// Source: Step Functions API Reference, DeleteStateMachine.
Result<api::states::DeleteStateMachineOutput> delete_state_machine(
    States& states, const api::states::DeleteStateMachineInput& request);

/// What a state machine, a version or an alias is.
/// Errors: InvalidArn, StateMachineDoesNotExist, ValidationException.
/// Source: Step Functions API Reference, DescribeStateMachine.
Result<api::states::DescribeStateMachineOutput> describe_state_machine(
    States& states, const api::states::DescribeStateMachineInput& request);

/// Every state machine, in order of names, page by page.
/// Errors: InvalidToken.
/// Source: Step Functions API Reference, ListStateMachines.
Result<api::states::ListStateMachinesOutput> list_state_machines(
    States& states, const api::states::ListStateMachinesInput& request);

/// Changes what is given. Executions that run go on as they began.
/// Errors: InvalidArn, InvalidDefinition, InvalidLoggingConfiguration,
/// InvalidEncryptionConfiguration, MissingRequiredParameter, StateMachineDeleting,
/// StateMachineDoesNotExist, ServiceQuotaExceededException, ValidationException.
/// Source: Step Functions API Reference, UpdateStateMachine.
Result<api::states::UpdateStateMachineOutput> update_state_machine(
    States& states, const api::states::UpdateStateMachineInput& request);

/// Says what is wrong with a definition, and makes nothing of it.
/// Source: Step Functions API Reference, ValidateStateMachineDefinition.
Result<api::states::ValidateStateMachineDefinitionOutput> validate_state_machine_definition(
    States& states, const api::states::ValidateStateMachineDefinitionInput& request);

// Versions and aliases.

/// Makes a version of the current revision; one that there is already is given again.
/// Errors: InvalidArn, ConflictException, StateMachineDeleting, StateMachineDoesNotExist,
/// ServiceQuotaExceededException, ValidationException.
/// Source: Step Functions API Reference, PublishStateMachineVersion.
Result<api::states::PublishStateMachineVersionOutput> publish_state_machine_version(
    States& states, const api::states::PublishStateMachineVersionInput& request);

/// The versions of a state machine, the newest first, page by page.
/// Errors: InvalidArn, InvalidToken, ValidationException.
/// Source: Step Functions API Reference, ListStateMachineVersions.
Result<api::states::ListStateMachineVersionsOutput> list_state_machine_versions(
    States& states, const api::states::ListStateMachineVersionsInput& request);

/// Deletes a version that no alias routes to. One that is not there is fine.
/// Errors: InvalidArn, ConflictException, ValidationException.
/// Source: Step Functions API Reference, DeleteStateMachineVersion.
Result<api::states::DeleteStateMachineVersionOutput> delete_state_machine_version(
    States& states, const api::states::DeleteStateMachineVersionInput& request);

/// Makes an alias of one version, or of two by weights.
/// Errors: InvalidArn, ConflictException, ResourceNotFound, ServiceQuotaExceededException,
/// StateMachineDeleting, ValidationException.
/// Source: Step Functions API Reference, CreateStateMachineAlias.
Result<api::states::CreateStateMachineAliasOutput> create_state_machine_alias(
    States& states, const api::states::CreateStateMachineAliasInput& request);

/// Errors: InvalidArn, ResourceNotFound, ValidationException.
/// Source: Step Functions API Reference, DescribeStateMachineAlias.
Result<api::states::DescribeStateMachineAliasOutput> describe_state_machine_alias(
    States& states, const api::states::DescribeStateMachineAliasInput& request);

/// Errors: InvalidArn, ResourceNotFound, StateMachineDeleting, ValidationException.
/// Source: Step Functions API Reference, UpdateStateMachineAlias.
Result<api::states::UpdateStateMachineAliasOutput> update_state_machine_alias(
    States& states, const api::states::UpdateStateMachineAliasInput& request);

/// Deletes an alias. One that is not there is fine.
/// Errors: InvalidArn, ValidationException.
/// Source: Step Functions API Reference, DeleteStateMachineAlias.
Result<api::states::DeleteStateMachineAliasOutput> delete_state_machine_alias(
    States& states, const api::states::DeleteStateMachineAliasInput& request);

/// The aliases of a state machine or of one of its versions, page by page.
/// Errors: InvalidArn, InvalidToken, ResourceNotFound, StateMachineDeleting,
/// StateMachineDoesNotExist.
/// Source: Step Functions API Reference, ListStateMachineAliases.
Result<api::states::ListStateMachineAliasesOutput> list_state_machine_aliases(
    States& states, const api::states::ListStateMachineAliasesInput& request);

// Tags of state machines and activities.

/// Errors: InvalidArn, ResourceNotFound, TooManyTags.
/// Source: Step Functions API Reference, TagResource.
Result<api::states::TagResourceOutput> tag_resource(States& states,
                                                    const api::states::TagResourceInput& request);

/// Errors: InvalidArn, ResourceNotFound.
/// Source: Step Functions API Reference, UntagResource.
Result<api::states::UntagResourceOutput> untag_resource(
    States& states, const api::states::UntagResourceInput& request);

/// Errors: InvalidArn, ResourceNotFound.
/// Source: Step Functions API Reference, ListTagsForResource.
Result<api::states::ListTagsForResourceOutput> list_tags_for_resource(
    States& states, const api::states::ListTagsForResourceInput& request);

// Activities.

/// Makes an activity; the same name gives the same one again.
/// Errors: InvalidName, ActivityAlreadyExists, ActivityLimitExceeded, TooManyTags,
/// InvalidEncryptionConfiguration.
/// Source: Step Functions API Reference, CreateActivity.
Result<api::states::CreateActivityOutput> create_activity(
    States& states, const api::states::CreateActivityInput& request);

/// Errors: InvalidArn, ActivityDoesNotExist.
/// Source: Step Functions API Reference, DescribeActivity.
Result<api::states::DescribeActivityOutput> describe_activity(
    States& states, const api::states::DescribeActivityInput& request);

/// Deletes an activity. One that is not there is fine.
/// Errors: InvalidArn.
/// Source: Step Functions API Reference, DeleteActivity.
Result<api::states::DeleteActivityOutput> delete_activity(
    States& states, const api::states::DeleteActivityInput& request);

/// Every activity, in order of names, page by page.
/// Errors: InvalidToken.
/// Source: Step Functions API Reference, ListActivities.
Result<api::states::ListActivitiesOutput> list_activities(
    States& states, const api::states::ListActivitiesInput& request);

// Executions.

/// Starts an execution.
/// Errors: ExecutionAlreadyExists, InvalidArn, InvalidExecutionInput, InvalidName,
/// StateMachineDeleting, StateMachineDoesNotExist, ValidationException.
/// Source: Step Functions API Reference, StartExecution.
Result<api::states::StartExecutionOutput> start_execution(
    States& states, const api::states::StartExecutionInput& request);

/// Starts an EXPRESS execution and answers when it is over.
/// Errors: InvalidArn, InvalidExecutionInput, InvalidName, StateMachineDeleting,
/// StateMachineDoesNotExist, StateMachineTypeNotSupported.
/// Source: Step Functions API Reference, StartSyncExecution.
void start_sync_execution(States& states, const api::states::StartSyncExecutionInput& request,
                          const wire::Context& context,
                          std::function<void(Result<api::states::StartSyncExecutionOutput>)> reply);

/// Ends an execution. One that is over stays as it is.
/// Errors: ExecutionDoesNotExist, InvalidArn.
/// Source: Step Functions API Reference, StopExecution.
Result<api::states::StopExecutionOutput> stop_execution(
    States& states, const api::states::StopExecutionInput& request);

/// What an execution is, was given, and came to.
/// Errors: ExecutionDoesNotExist, InvalidArn.
/// Source: Step Functions API Reference, DescribeExecution.
Result<api::states::DescribeExecutionOutput> describe_execution(
    States& states, const api::states::DescribeExecutionInput& request);

/// The executions of a state machine, a version, an alias or a map run, the newest first.
/// Errors: InvalidArn, InvalidToken, ResourceNotFound, StateMachineDoesNotExist,
/// StateMachineTypeNotSupported, ValidationException.
/// Source: Step Functions API Reference, ListExecutions.
Result<api::states::ListExecutionsOutput> list_executions(
    States& states, const api::states::ListExecutionsInput& request);

/// Goes on with an execution that did not succeed, from the state where it ended.
/// Errors: ExecutionDoesNotExist, ExecutionNotRedrivable, InvalidArn.
/// Source: Step Functions API Reference, RedriveExecution.
Result<api::states::RedriveExecutionOutput> redrive_execution(
    States& states, const api::states::RedriveExecutionInput& request);

/// What an execution did, page by page.
/// Errors: ExecutionDoesNotExist, InvalidArn, InvalidToken.
/// Source: Step Functions API Reference, GetExecutionHistory.
Result<api::states::GetExecutionHistoryOutput> get_execution_history(
    States& states, const api::states::GetExecutionHistoryInput& request);

/// The state machine as it was when the execution began.
/// Errors: ExecutionDoesNotExist, InvalidArn.
/// Source: Step Functions API Reference, DescribeStateMachineForExecution.
Result<api::states::DescribeStateMachineForExecutionOutput> describe_state_machine_for_execution(
    States& states, const api::states::DescribeStateMachineForExecutionInput& request);

/// How far a distributed Map is.
/// Errors: InvalidArn, ResourceNotFound.
/// Source: Step Functions API Reference, DescribeMapRun.
Result<api::states::DescribeMapRunOutput> describe_map_run(
    States& states, const api::states::DescribeMapRunInput& request);

/// The map runs of an execution, the newest first.
/// Errors: ExecutionDoesNotExist, InvalidArn, InvalidToken.
/// Source: Step Functions API Reference, ListMapRuns.
Result<api::states::ListMapRunsOutput> list_map_runs(States& states,
                                                     const api::states::ListMapRunsInput& request);

/// Changes how many children of a map run may run, and how many may fail.
/// Errors: InvalidArn, ResourceNotFound, ValidationException.
/// Source: Step Functions API Reference, UpdateMapRun.
Result<api::states::UpdateMapRunOutput> update_map_run(
    States& states, const api::states::UpdateMapRunInput& request);

// Tasks.

/// The next task of an activity; nothing when none comes within 60 seconds.
/// Errors: ActivityDoesNotExist, ActivityWorkerLimitExceeded, InvalidArn.
/// Source: Step Functions API Reference, GetActivityTask.
void get_activity_task(States& states, const api::states::GetActivityTaskInput& request,
                       const wire::Context& context,
                       std::function<void(Result<api::states::GetActivityTaskOutput>)> reply);

/// Ends a task well.
/// Errors: InvalidOutput, InvalidToken, TaskDoesNotExist, TaskTimedOut.
/// Source: Step Functions API Reference, SendTaskSuccess.
Result<api::states::SendTaskSuccessOutput> send_task_success(
    States& states, const api::states::SendTaskSuccessInput& request);

/// Ends a task badly.
/// Errors: InvalidToken, TaskDoesNotExist, TaskTimedOut.
/// Source: Step Functions API Reference, SendTaskFailure.
Result<api::states::SendTaskFailureOutput> send_task_failure(
    States& states, const api::states::SendTaskFailureInput& request);

/// Says that a task is alive: its HeartbeatSeconds begin again.
/// Errors: InvalidToken, TaskDoesNotExist, TaskTimedOut.
/// Source: Step Functions API Reference, SendTaskHeartbeat.
Result<api::states::SendTaskHeartbeatOutput> send_task_heartbeat(
    States& states, const api::states::SendTaskHeartbeatInput& request);

/// Works on one state and says what it came to, step by step when that is asked for.
/// Errors: InvalidArn, InvalidDefinition, InvalidExecutionInput, ValidationException.
/// Source: Step Functions API Reference, TestState.
void test_state(States& states, const api::states::TestStateInput& request,
                const wire::Context& context,
                std::function<void(Result<api::states::TestStateOutput>)> reply);

/// For the tagging API. `regions` outlives it.
services::TaggedService tagged(wire::Regional<States>& regions);

/// Step Functions for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<States>& regions);

}  // namespace spotdrill::states
