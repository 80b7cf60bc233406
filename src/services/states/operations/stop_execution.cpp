#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::StopExecutionOutput> stop_execution(
    States& states, const api::states::StopExecutionInput& request) {
  const ExecutionRecord* record = TRY(states.executions().find(request.execution_arn));
  const std::string key{request.execution_arn};
  states.executions().stop(*record, request.error.value_or(""), request.cause.value_or(""));
  record = TRY(states.executions().find(key));
  return api::states::StopExecutionOutput{.stop_date = record->stopped.value_or(states.now())};
}

}  // namespace spotdrill::states
