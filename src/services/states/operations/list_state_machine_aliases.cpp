#include <algorithm>

#include "services/states/errors.hpp"
#include "services/states/operations.hpp"
#include "services/states/paging.hpp"

namespace spotdrill::states {

// "If you specify a state machine version ARN, this API returns a list of aliases for that
// version." In order of names: AWS's reference says the newest first, and AWS answers otherwise.
Result<api::states::ListStateMachineAliasesOutput> list_state_machine_aliases(
    States& states, const api::states::ListStateMachineAliasesInput& request) {
  const std::string& text = request.state_machine_arn;
  const ResourceArn arn = TRY(read_machine_arn(text, states.place()));
  const StateMachineRecord* machine = states.find_machine(arn);
  if (machine == nullptr) return state_machine_does_not_exist(text);
  if (machine->status == "DELETING") return state_machine_deleting(text);
  const std::optional<std::int64_t> version = arn.version();
  if (!arn.qualifier.empty() && (!version || states.find_version(arn.name, *version) == nullptr)) {
    return alias_not_found();
  }
  std::vector<api::states::StateMachineAliasListItem> all;
  for (const AliasRecord* alias : states.aliases(arn.name)) {
    if (version &&
        std::ranges::find(alias->routing, *version, &Route::version) == alias->routing.end()) {
      continue;
    }
    all.push_back({.state_machine_alias_arn = states.alias_arn(arn.name, alias->name),
                   .creation_date = alias->created});
  }
  api::states::ListStateMachineAliasesOutput output;
  TRY(paginate(request, "ListStateMachineAliases " + text, std::move(all),
               output.state_machine_aliases, output.next_token));
  return output;
}

}  // namespace spotdrill::states
