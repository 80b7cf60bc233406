#include "services/cloudformation/change_sets.hpp"
#include "services/cloudformation/operations.hpp"

namespace spotdrill::cloudformation {

Result<api::cloudformation::DeleteChangeSetOutput> delete_change_set(
    CloudFormation& cloudformation, const api::cloudformation::DeleteChangeSetInput& request) {
  const auto found = find_change_set(cloudformation, request.change_set_name, request.stack_name);
  // Deleting one that is not there succeeds.
  if (!found.has_value()) return api::cloudformation::DeleteChangeSetOutput{};
  const StackRecord* stack = cloudformation.find_stack((*found)->stack);
  cloudformation.change_sets().erase(key_of(*stack) + "/" + (*found)->name);
  return api::cloudformation::DeleteChangeSetOutput{};
}

}  // namespace spotdrill::cloudformation
