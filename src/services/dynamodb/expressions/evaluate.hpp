// Whether a condition holds for an item, and what an operand is.
#pragma once

#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// An item that is not there is one without attributes.
bool holds(const Node& condition, const Attributes& item);

// What conditions are made of; legacy conditions are, too.
bool begins_with(const Value& value, const Value& prefix);
bool contains(const Value& value, const Value& part);
/// `comparator` is "<", "<=", ">" or ">=". False of values of two types or of none that is ordered.
bool in_order(std::string_view comparator, const Value& a, const Value& b);

}  // namespace spotdrill::dynamodb::expressions
