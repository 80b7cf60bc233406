#include <algorithm>

#include "services/states/operations.hpp"
#include "services/states/paging.hpp"

namespace spotdrill::states {

// "The results are sorted in descending order of the version creation time." A state machine that
// is not there has none: that it does not exist is no error of this operation.
Result<api::states::ListStateMachineVersionsOutput> list_state_machine_versions(
    States& states, const api::states::ListStateMachineVersionsInput& request) {
  const ResourceArn arn = TRY(read_unqualified_arn(request.state_machine_arn, states.place()));
  std::vector<api::states::StateMachineVersionListItem> all;
  if (states.find_machine(arn) != nullptr) {
    for (const StateMachineVersionRecord* version : states.versions(arn.name)) {
      all.push_back({.state_machine_version_arn = states.version_arn(arn.name, version->number),
                     .creation_date = version->created});
    }
  }
  std::ranges::reverse(all);
  api::states::ListStateMachineVersionsOutput output;
  TRY(paginate(request, "ListStateMachineVersions " + request.state_machine_arn, std::move(all),
               output.state_machine_versions, output.next_token));
  return output;
}

}  // namespace spotdrill::states
