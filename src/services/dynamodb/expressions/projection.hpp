// Projection expressions: "a, b.c[0]".
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/dynamodb/expressions/substitutes.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// Errors: what is wrong, in AWS's words without "Invalid ProjectionExpression: ".
Result<Projection, std::string> parse_projection(std::string_view expression,
                                                 Substitutes& substitutes);

}  // namespace spotdrill::dynamodb::expressions
