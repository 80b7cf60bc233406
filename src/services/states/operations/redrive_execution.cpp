#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::RedriveExecutionOutput> redrive_execution(
    States& states, const api::states::RedriveExecutionInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  TRY(states.executions().redrive(*record));
  return api::states::RedriveExecutionOutput{.redrive_date = states.now()};
}

}  // namespace spotdrill::states
