#include <fmt/format.h>

#include <algorithm>

#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::DeleteStateMachineVersionOutput> delete_state_machine_version(
    States& states, const api::states::DeleteStateMachineVersionInput& request) {
  const std::string& text = request.state_machine_version_arn;
  const ResourceArn arn = TRY(read_machine_arn(text, states.place()));
  // DEVIATION: AWS's words are not known.
  if (!arn.version()) {
    return invalid(fmt::format("The ARN is not a state machine version ARN: '{}'", text));
  }
  if (states.find_machine(arn) == nullptr) return api::states::DeleteStateMachineVersionOutput{};
  const std::int64_t number = *arn.version();
  std::vector<std::string> users;
  for (const AliasRecord* alias : states.aliases(arn.name)) {
    if (std::ranges::find(alias->routing, number, &Route::version) != alias->routing.end()) {
      users.push_back(alias->name);
    }
  }
  if (!users.empty()) return version_in_use(users);
  states.erase_version(arn.name, number);
  return api::states::DeleteStateMachineVersionOutput{};
}

}  // namespace spotdrill::states
