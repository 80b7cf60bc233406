#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::RedriveExecutionOutput> redrive_execution(
    States& states, const api::states::RedriveExecutionInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  const Instant redriven =
      TRY(states.executions().redrive(*record, request.client_token.value_or("")));
  return api::states::RedriveExecutionOutput{.redrive_date = redriven};
}

}  // namespace spotdrill::states
