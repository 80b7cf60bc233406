#include "services/states/executions.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::SendTaskHeartbeatOutput> send_task_heartbeat(
    States& states, const api::states::SendTaskHeartbeatInput& request) {
  TRY(states.executions().task_input(request.task_token, asl::Input::Kind::TaskHeartbeat, {}, {}));
  return api::states::SendTaskHeartbeatOutput{};
}

}  // namespace spotdrill::states
