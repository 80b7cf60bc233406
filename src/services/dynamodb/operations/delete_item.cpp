#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/write_request.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::DeleteItemOutput> delete_item(DynamoDb& db,
                                                    const api::dynamodb::DeleteItemInput& request) {
  ExpressionRequest expressions = expressions_of(request);
  expressions.legacy = {{"Expected", request.expected.has_value()},
                        {"ConditionalOperator", request.conditional_operator.has_value()}};
  TRY(check_old_or_none(request.return_values));
  Write write = TRY(make_write(db, Write::Kind::Delete, request.table_name, request.key,
                               expressions, request.return_values_on_condition_check_failure));
  if (request.expected) {
    write.condition = TRY(expected_condition(*request.expected, request.conditional_operator));
  }
  TRY(check_write(write));
  Written written;
  auto output = TRY(write_one<api::dynamodb::DeleteItemOutput>(db, request, write, written));
  if (request.return_values == "ALL_OLD" && written.before) {
    output.attributes = write_attributes(*written.before);
  }
  return output;
}

}  // namespace spotdrill::dynamodb
