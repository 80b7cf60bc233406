// Whether a condition holds for an item, and what an operand is.
#pragma once

#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// An item that is not there is one without attributes.
bool holds(const Node& condition, const Attributes& item);

}  // namespace spotdrill::dynamodb::expressions
