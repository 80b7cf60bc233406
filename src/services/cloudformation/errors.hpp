// Every refusal of CloudFormation. Messages are AWS's; where none is known the code says DEVIATION.
// Source: CloudFormation API Reference, "Errors" of each action; answers that users have recorded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::cloudformation {

/// "ValidationError", which most refusals are.
Refusal<> invalid(std::string message);
/// What CloudFormation has and spotdrill has not.
Refusal<> not_here(std::string_view what);

Refusal<> stack_does_not_exist(std::string_view name);
Refusal<> no_such_stack_with_id(std::string_view name);
Refusal<> already_exists(std::string_view name);
Refusal<> wrong_state(std::string_view id, std::string_view status, std::string_view verb);
Refusal<> nothing_to_update();
Refusal<> missing_capabilities(const std::vector<std::string>& capabilities);
Refusal<> too_many_stacks();
Refusal<> is_protected(std::string_view name);
Refusal<> change_set_not_found(std::string_view name);
Refusal<> change_set_exists(std::string_view name, std::string_view stack);
/// `which` of its two: "status" or "execution status".
Refusal<> wrong_change_set_status(std::string_view id, std::string_view which,
                                  std::string_view status);

}  // namespace spotdrill::cloudformation
