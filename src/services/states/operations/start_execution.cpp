#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::StartExecutionOutput> start_execution(
    States& states, const api::states::StartExecutionInput& request) {
  const Target target = TRY(states.resolve(request.state_machine_arn));
  const ExecutionRecord started =
      TRY(states.executions().start(target, {.name = request.name.value_or(""),
                                             .input = request.input.value_or("{}"),
                                             .trace_header = request.trace_header.value_or("")}));
  return api::states::StartExecutionOutput{.execution_arn = started.arn,
                                           .start_date = started.started};
}

}  // namespace spotdrill::states
