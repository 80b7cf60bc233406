// Step Functions' operations, as the dispatcher calls them.
#pragma once

#include "api/states.hpp"
#include "services/states/states.hpp"
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

/// Step Functions for the dispatcher. `regions` outlives it.
wire::Service service(wire::Regional<States>& regions);

}  // namespace spotdrill::states
