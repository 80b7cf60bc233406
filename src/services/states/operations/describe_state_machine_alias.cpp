#include "services/states/aliases.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::DescribeStateMachineAliasOutput> describe_state_machine_alias(
    States& states, const api::states::DescribeStateMachineAliasInput& request) {
  const ResourceArn arn = TRY(read_alias_arn(request.state_machine_alias_arn, states.place()));
  const AliasRecord* alias = arn.foreign ? nullptr : states.find_alias(arn.name, arn.qualifier);
  if (alias == nullptr) return alias_not_found();
  api::states::DescribeStateMachineAliasOutput output{
      .state_machine_alias_arn = states.alias_arn(arn.name, alias->name),
      .name = alias->name,
      .creation_date = alias->created,
      .update_date = alias->updated};
  if (!alias->description.empty()) output.description = alias->description;
  for (const Route& route : alias->routing) {
    output.routing_configuration.push_back(
        {.state_machine_version_arn = states.version_arn(arn.name, route.version),
         .weight = route.weight});
  }
  return output;
}

}  // namespace spotdrill::states
