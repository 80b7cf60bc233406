#include "services/states/aliases.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

// "CreateStateMachineAlias is an idempotent API. Idempotency is based on the stateMachineArn, name,
// description, and routingConfiguration parameters."
Result<api::states::CreateStateMachineAliasOutput> create_state_machine_alias(
    States& states, const api::states::CreateStateMachineAliasInput& request) {
  Routing routing = TRY(read_routing(states, request.routing_configuration));
  api::states::CreateStateMachineAliasOutput output{
      .state_machine_alias_arn = states.alias_arn(routing.machine, request.name),
      .creation_date = states.now()};
  const std::string description = request.description.value_or("");
  if (const AliasRecord* existing = states.find_alias(routing.machine, request.name)) {
    if (existing->routing != routing.routes || existing->description != description) {
      return alias_already_exists();
    }
    output.creation_date = existing->created;
    return output;
  }
  if (states.aliases(routing.machine).size() >= aliases_max) return alias_limit_exceeded();
  states.put_alias({.machine = routing.machine,
                    .name = request.name,
                    .description = description,
                    .routing = std::move(routing.routes),
                    .created = states.now(),
                    .updated = states.now()});
  return output;
}

}  // namespace spotdrill::states
