#include <fmt/format.h>

#include "services/states/aliases.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::UpdateStateMachineAliasOutput> update_state_machine_alias(
    States& states, const api::states::UpdateStateMachineAliasInput& request) {
  const ResourceArn arn = TRY(read_alias_arn(request.state_machine_alias_arn, states.place()));
  const AliasRecord* existing = arn.foreign ? nullptr : states.find_alias(arn.name, arn.qualifier);
  if (existing == nullptr) return alias_not_found();
  // DEVIATION: AWS's words for this one and for another state machine's version are not known.
  if (!request.description && request.routing_configuration.empty()) {
    return invalid("Either the description or the routing configuration must be specified",
                   "MISSING_REQUIRED_PARAMETER");
  }
  AliasRecord alias = *existing;
  if (request.description) alias.description = *request.description;
  if (!request.routing_configuration.empty()) {
    Routing routing = TRY(read_routing(states, request.routing_configuration));
    if (routing.machine != alias.machine) {
      return invalid_routing(
          fmt::format("Routing configuration must contain versions of the state machine '{}'",
                      states.machine_arn(alias.machine)));
    }
    alias.routing = std::move(routing.routes);
  }
  alias.updated = states.now();
  states.put_alias(std::move(alias));
  return api::states::UpdateStateMachineAliasOutput{.update_date = states.now()};
}

}  // namespace spotdrill::states
