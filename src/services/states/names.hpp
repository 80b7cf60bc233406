// Names and ARNs of Step Functions: their rules, and the ways in which requests write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/world.hpp"

namespace spotdrill::states {

/// Whether a state machine, an execution or an activity may be called so.
/// Errors: InvalidName.
/// Source: Step Functions API Reference, CreateStateMachine, "name".
Result<void> check_name(std::string_view name);

/// Errors: InvalidArn, AccessDeniedException (a role of another account).
Result<void> check_role(std::string_view arn, const Place& place);

/// An ARN of Step Functions, taken apart.
struct ResourceArn {
  std::string type;       ///< "stateMachine", "activity", "execution", "mapRun", …
  std::string name;       ///< What follows, to the next colon or slash.
  std::string qualifier;  ///< Of a state machine: "3", "PROD", or nothing.
  std::string label;      ///< Of a state machine: a distributed map's, or nothing.
  bool foreign = false;   ///< Of another account or region: there is no such resource.

  /// The number that the qualifier is; nothing when it is an alias or none.
  [[nodiscard]] std::optional<std::int64_t> version() const;
};

/// Reads any ARN of Step Functions. Errors: InvalidArn.
Result<ResourceArn> read_arn(std::string_view text, const Place& place);

/// Reads an ARN of a resource of one type ("activity").
/// Errors: InvalidArn.
Result<ResourceArn> read_arn(std::string_view text, const Place& place, std::string_view type);

/// Reads an ARN of a state machine that may name a version or an alias, but no map.
/// Errors: InvalidArn, ValidationException (of a map's label).
Result<ResourceArn> read_machine_arn(std::string_view text, const Place& place);

/// Reads an ARN of a state machine that must name neither version nor alias.
/// Errors: InvalidArn, ValidationException.
Result<ResourceArn> read_unqualified_arn(std::string_view text, const Place& place);

}  // namespace spotdrill::states
