// What PutItem, UpdateItem and DeleteItem have in common, and the actions of transactions.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "services/dynamodb/capacity.hpp"
#include "services/dynamodb/expression_request.hpp"
#include "services/dynamodb/legacy.hpp"
#include "services/dynamodb/table_names.hpp"
#include "services/dynamodb/writing.hpp"

namespace spotdrill::dynamodb {

/// The expressions that a request has beside its item or key, in the form of ExpressionRequest.
template <class Request>
ExpressionRequest expressions_of(const Request& request) {
  ExpressionRequest expressions;
  expressions.condition = &request.condition_expression;
  expressions.names = &request.expression_attribute_names;
  expressions.values = &request.expression_attribute_values;
  return expressions;
}

/// A write that has what `target` and the expressions say, for `table_name`'s table.
/// Errors: ValidationException, ResourceNotFoundException.
Result<Write> make_write(const DynamoDb& db, Write::Kind kind, const std::string& table_name,
                         const ApiAttributes& target, const ExpressionRequest& expressions,
                         const std::optional<std::string>& on_failure);

/// Works out the write, does it, and tells what a reply has of it beside the attributes.
template <class Output, class Request>
Result<Output> write_one(DynamoDb& db, const Request& request, const Write& write,
                         Written& written) {
  written = TRY(work_out(db, write));
  carry_out(db, write, written);
  Output output;
  const auto& wanted = request.return_consumed_capacity;
  output.consumed_capacity = consumed(
      wanted, *write.table, write_capacity(wanted, *write.table, written.before, written.after));
  output.item_collection_metrics =
      collection_metrics(request.return_item_collection_metrics, *write.table, write.target);
  return output;
}

/// Errors: ValidationException unless ReturnValues is ALL_OLD or NONE.
Result<void> check_old_or_none(const std::optional<std::string>& return_values);

/// PutItem and DeleteItem. `target`: the request's item or key.
template <class Output, class Request>
Result<Output> put_or_delete(DynamoDb& db, Write::Kind kind, const Request& request,
                             const ApiAttributes& target) {
  ExpressionRequest expressions = expressions_of(request);
  expressions.legacy = {{"Expected", request.expected.has_value()},
                        {"ConditionalOperator", request.conditional_operator.has_value()}};
  TRY(check_old_or_none(request.return_values));
  Write write = TRY(make_write(db, kind, request.table_name, target, expressions,
                               request.return_values_on_condition_check_failure));
  if (request.expected) {
    write.condition = TRY(expected_condition(*request.expected, request.conditional_operator));
  }
  TRY(check_write(write));
  Written written;
  Output output = TRY(write_one<Output>(db, request, write, written));
  if (request.return_values == "ALL_OLD" && written.before) {
    output.attributes = write_attributes(*written.before);
  }
  return output;
}

}  // namespace spotdrill::dynamodb
