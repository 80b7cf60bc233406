// Change sets: finding them by name or ARN, and how replies have their changes.
#pragma once

#include <optional>
#include <string>

#include "api/cloudformation.hpp"
#include "services/cloudformation/cloudformation.hpp"

namespace spotdrill::cloudformation {

/// Errors: ValidationError, ChangeSetNotFound.
Result<const ChangeSetRecord*> find_change_set(CloudFormation& cloudformation,
                                               const std::string& name,
                                               const std::optional<std::string>& stack);

/// Deletes every change set of a stack.
void forget_change_sets(CloudFormation& cloudformation, const std::string& key);

/// The stack was updated otherwise: what was planned for it as it was cannot be executed any more.
void outdate_change_sets(CloudFormation& cloudformation, const std::string& key);

api::cloudformation::Change render_change(const ChangeRecord& change);

}  // namespace spotdrill::cloudformation
