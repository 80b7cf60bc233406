// Update expressions: "SET a = if_not_exists(a, :zero) + :one REMOVE b ADD c :d DELETE e :f".
// Source: DynamoDB Developer Guide, "Update expressions".
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/dynamodb/expressions/substitutes.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// Errors: what is wrong, in AWS's words without "Invalid UpdateExpression: ".
Result<Update, std::string> parse_update(std::string_view expression, Substitutes& substitutes);

/// The item as the update makes it. Every operand is of the item as it was.
/// Errors: it cannot be done with this item, in AWS's words.
Result<Attributes, std::string> apply(const Update& update, const Attributes& item);

}  // namespace spotdrill::dynamodb::expressions
