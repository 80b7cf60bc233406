// Getting one item by its key: alone, in a batch and in a transaction.
#pragma once

#include <optional>

#include "base/result.hpp"
#include "services/dynamodb/capacity.hpp"
#include "services/dynamodb/dynamodb.hpp"
#include "services/dynamodb/expression_request.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

using WantedPaths = std::optional<expressions::Projection>;

struct Got {
  std::optional<Attributes> item;
  std::size_t bytes = 0;  ///< Of the whole item.
  Capacity capacity;
};

/// Whether the table has such keys, and whether the paths look into none. Errors:
/// ValidationException.
Result<void> check_wanted(const TableRecord& table, const Attributes& key,
                          const WantedPaths& wanted);

/// The item under a key that has been checked.
Got get(const DynamoDb& db, const TableRecord& table, const Attributes& key,
        const WantedPaths& wanted, bool consistent);

/// What a request wants of its items: ProjectionExpression or AttributesToGet.
/// Errors: ValidationException.
template <class Request>
Result<WantedPaths> projection_of(const Request& request) {
  ExpressionRequest expressions;
  expressions.projection = &request.projection_expression;
  expressions.names = &request.expression_attribute_names;
  if constexpr (requires { request.attributes_to_get; }) {
    expressions.legacy = {{"AttributesToGet", request.attributes_to_get.has_value()}};
  }
  TRY(check_parameters(expressions));
  Expressions read = TRY(read_expressions(expressions));
  if constexpr (requires { request.attributes_to_get; }) {
    if (request.attributes_to_get) {
      return WantedPaths{TRY(attributes_to_get(*request.attributes_to_get))};
    }
  }
  return std::move(read.projection);
}

}  // namespace spotdrill::dynamodb
