#include "services/dynamodb/expressions/path.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/write_request.hpp"

namespace spotdrill::dynamodb {
namespace {

/// What ReturnValues wants of the item; nothing when there is nothing of it.
std::optional<ApiAttributes> returned(const std::string& wanted, const Write& write,
                                      const Written& written) {
  const bool old = wanted.ends_with("_OLD");
  const std::optional<Attributes>& item = old ? written.before : written.after;
  if (wanted == "NONE" || !item) return std::nullopt;
  if (wanted.starts_with("ALL_")) return write_attributes(*item);
  expressions::Projection updated;
  for (const expressions::Action& each : write.update) updated.push_back(each.path);
  Attributes some = expressions::project(*item, updated);
  if (some.empty()) return std::nullopt;
  return write_attributes(some);
}

}  // namespace

Result<api::dynamodb::UpdateItemOutput> update_item(DynamoDb& db,
                                                    const api::dynamodb::UpdateItemInput& request) {
  ExpressionRequest expressions = expressions_of(request);
  expressions.update = &request.update_expression;
  expressions.legacy = {{"AttributeUpdates", request.attribute_updates.has_value()},
                        {"Expected", request.expected.has_value()},
                        {"ConditionalOperator", request.conditional_operator.has_value()}};
  Write write = TRY(make_write(db, Write::Kind::Update, request.table_name, request.key,
                               expressions, request.return_values_on_condition_check_failure));
  if (request.expected) {
    write.condition = TRY(expected_condition(*request.expected, request.conditional_operator));
  }
  if (request.attribute_updates) {
    write.update = TRY(attribute_updates(*request.attribute_updates));
    write.legacy = true;
  }
  TRY(check_write(write));
  Written written;
  auto output = TRY(write_one<api::dynamodb::UpdateItemOutput>(db, request, write, written));
  output.attributes = returned(request.return_values.value_or("NONE"), write, written);
  return output;
}

}  // namespace spotdrill::dynamodb
