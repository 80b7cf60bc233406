#include "services/states/operations.hpp"
#include "services/states/paging.hpp"

namespace spotdrill::states {

Result<api::states::ListStateMachinesOutput> list_state_machines(
    States& states, const api::states::ListStateMachinesInput& request) {
  std::vector<api::states::StateMachineListItem> all;
  for (const auto& [name, machine] : states.machines().all()) {
    all.push_back({.state_machine_arn = states.machine_arn(name),
                   .name = name,
                   .type = machine.type,
                   .creation_date = machine.created});
  }
  api::states::ListStateMachinesOutput output;
  TRY(paginate(request, "ListStateMachines", std::move(all), output.state_machines,
               output.next_token));
  return output;
}

}  // namespace spotdrill::states
