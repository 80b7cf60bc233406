#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::DeleteStateMachineOutput> delete_state_machine(
    States& states, const api::states::DeleteStateMachineInput& request) {
  const ResourceArn arn = TRY(read_unqualified_arn(request.state_machine_arn, states.place()));
  const StateMachineRecord* machine = states.find_machine(arn);
  if (machine != nullptr && machine->status != "DELETING") states.begin_delete(arn.name);
  return api::states::DeleteStateMachineOutput{};
}

}  // namespace spotdrill::states
