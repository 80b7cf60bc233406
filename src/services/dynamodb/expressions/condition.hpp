// Condition and filter expressions: "attribute_exists(a) AND b.c[0] > :v".
// Source: DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/dynamodb/expressions/substitutes.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// Errors: what is wrong, in AWS's words without "Invalid ConditionExpression: ".
Result<Node, std::string> parse_condition(std::string_view expression, Substitutes& substitutes);

}  // namespace spotdrill::dynamodb::expressions
