#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::SendTaskFailureOutput> send_task_failure(
    States& states, const api::states::SendTaskFailureInput& request) {
  TRY(states.executions().task_input(request.task_token, asl::Input::Kind::TaskFailed,
                                     request.cause.value_or(""), request.error.value_or("")));
  return api::states::SendTaskFailureOutput{};
}

}  // namespace spotdrill::states
