#include "services/dynamodb/write_request.hpp"

#include "services/dynamodb/errors.hpp"

namespace spotdrill::dynamodb {

Result<Write> make_write(const DynamoDb& db, Write::Kind kind, const std::string& table_name,
                         const ApiAttributes& target, const ExpressionRequest& expressions,
                         const std::optional<std::string>& on_failure) {
  TRY(check_parameters(expressions));
  Write write{.kind = kind, .table = nullptr, .target = TRY(item_of(target))};
  if (kind == Write::Kind::Put) TRY(check_item_size(write.target));
  Expressions read = TRY(read_expressions(expressions));
  write.condition = std::move(read.condition);
  if (read.update) write.update = *std::move(read.update);
  write.shows_item = on_failure == "ALL_OLD";
  write.table = TRY(usable_table(db, table_name));
  return write;
}

Result<void> check_old_or_none(const std::optional<std::string>& return_values) {
  if (!return_values || *return_values == "ALL_OLD" || *return_values == "NONE") return {};
  return validation_exception("ReturnValues can only be ALL_OLD or NONE");
}

}  // namespace spotdrill::dynamodb
