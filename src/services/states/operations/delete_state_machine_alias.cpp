#include "services/states/aliases.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::DeleteStateMachineAliasOutput> delete_state_machine_alias(
    States& states, const api::states::DeleteStateMachineAliasInput& request) {
  const ResourceArn arn = TRY(read_alias_arn(request.state_machine_alias_arn, states.place()));
  if (!arn.foreign) states.erase_alias(arn.name, arn.qualifier);
  return api::states::DeleteStateMachineAliasOutput{};
}

}  // namespace spotdrill::states
