// What several operations check or read of their requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/cloudformation/cloudformation.hpp"

namespace spotdrill::cloudformation {

/// "Lists return up to 100 results".
inline constexpr std::size_t page_size = 100;

/// "A stack name can contain only alphanumeric characters (case-sensitive) and hyphens. It must
/// start with an alphabetical character and can't be longer than 128 characters."
/// Errors: ValidationError.
Result<void> check_stack_name(const std::string& name);

/// Whether the stack is in a state in which it can be updated. Errors: ValidationError.
Result<void> check_updatable(const StackRecord& stack);

/// Whether a stack policy is JSON. Errors: ValidationError.
Result<void> check_policy_text(const std::optional<std::string>& policy);

/// Every stack, those of late first.
std::vector<const StackRecord*> newest_first(const CloudFormation& cloudformation);

}  // namespace spotdrill::cloudformation
