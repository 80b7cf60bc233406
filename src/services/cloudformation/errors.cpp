#include "services/cloudformation/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace spotdrill::cloudformation {
namespace {

Refusal<> cloudformation_error(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

}  // namespace

Refusal<> invalid(std::string message) {
  return cloudformation_error("ValidationError", std::move(message));
}

// DEVIATION: what is not here is refused by name.
Refusal<> not_here(std::string_view what) {
  return invalid(fmt::format("spotdrill's CloudFormation has no {}.", what));
}

Refusal<> stack_does_not_exist(std::string_view name) {
  return invalid(fmt::format("Stack [{}] does not exist", name));
}

Refusal<> no_such_stack_with_id(std::string_view name) {
  return invalid(fmt::format("Stack with id {} does not exist", name));
}

Refusal<> already_exists(std::string_view name) {
  return cloudformation_error("AlreadyExistsException",
                              fmt::format("Stack [{}] already exists", name));
}

Refusal<> wrong_state(std::string_view id, std::string_view status, std::string_view verb) {
  return invalid(fmt::format("Stack:{} is in {} state and can not be {}.", id, status, verb));
}

Refusal<> nothing_to_update() {
  return invalid("No updates are to be performed.");
}

Refusal<> missing_capabilities(const std::vector<std::string>& capabilities) {
  return cloudformation_error(
      "InsufficientCapabilitiesException",
      fmt::format("Requires capabilities : [{}]", fmt::join(capabilities, ", ")));
}

// DEVIATION: AWS's wording of limits is not known.
Refusal<> too_many_stacks() {
  return cloudformation_error("LimitExceededException", "Limit for stack has been exceeded");
}

Refusal<> is_protected(std::string_view name) {
  return invalid(
      fmt::format("Stack [{}] cannot be deleted while TerminationProtection is enabled", name));
}

Refusal<> change_set_not_found(std::string_view name) {
  return cloudformation_error("ChangeSetNotFound",
                              fmt::format("ChangeSet [{}] does not exist", name));
}

Refusal<> change_set_exists(std::string_view name, std::string_view stack) {
  return cloudformation_error(
      "AlreadyExistsException",
      fmt::format("ChangeSet {} cannot be created because a change set with this name already "
                  "exists for stack {}",
                  name, stack));
}

Refusal<> wrong_change_set_status(std::string_view id, std::string_view which,
                                  std::string_view status) {
  return cloudformation_error(
      "InvalidChangeSetStatus",
      fmt::format("ChangeSet [{}] cannot be executed in its current {} of [{}]", id, which,
                  status));
}

}  // namespace spotdrill::cloudformation
