// What AWS refuses of a condition before it looks at any item: functions that are none, operands
// that can never be right.
#pragma once

#include <optional>

#include "services/dynamodb/expressions/problems.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

void check_function(const Node& function, Problems& problems);
void check_comparison(const Node& comparison, Problems& problems);
void check_between(const Node& between, Problems& problems);
void check_in(const Node& in, Problems& problems);

/// size() is no condition; every other function is nothing else.
void check_misused_as_condition(const Node& node, Problems& problems);

/// The type of an operand that is a value, or of what a function gives; nothing of a path.
std::optional<Type> known_type(const Node& operand);

}  // namespace spotdrill::dynamodb::expressions
