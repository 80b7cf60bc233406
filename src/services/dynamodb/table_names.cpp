#include "services/dynamodb/table_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/dynamodb/errors.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr std::size_t name_size_max = 255;

bool is_name(std::string_view name) {
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

Refusal<> constraint(std::string_view name, std::string_view what) {
  return validation_exception(
      fmt::format("1 validation error detected: Value '{}' at 'tableName' failed to satisfy "
                  "constraint: Member must {}",
                  name, what));
}

/// "table/NAME" of an ARN that is of this account and region; nothing of another.
std::string_view name_in_arn(const DynamoDb& db, std::string_view arn) {
  const std::string prefix = db.place().arn("dynamodb", "table/");
  if (!arn.starts_with(prefix)) return {};
  arn.remove_prefix(prefix.size());
  return arn;
}

}  // namespace

Result<std::string> table_name(const DynamoDb& db, const std::string& name_or_arn) {
  if (name_or_arn.starts_with("arn:")) {
    const std::string_view name = name_in_arn(db, name_or_arn);
    if (name.empty()) return table_not_found(name_or_arn);
    return std::string{name};
  }
  if (name_or_arn.size() > name_size_max) {
    return constraint(name_or_arn,
                      fmt::format("have length less than or equal to {}", name_size_max));
  }
  if (!is_name(name_or_arn)) {
    return constraint(name_or_arn, "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  }
  return name_or_arn;
}

Result<const TableRecord*> existing_table(const DynamoDb& db, const std::string& name_or_arn) {
  const std::string name = TRY(table_name(db, name_or_arn));
  const TableRecord* table = db.find_table(name);
  if (table == nullptr) return table_not_found(name);
  return table;
}

Result<void> check_active(const TableRecord& table) {
  if (table.status == "ACTIVE") return {};
  return resource_in_use(table.status == "CREATING"   ? "Table is being created"
                         : table.status == "DELETING" ? "Table is being deleted"
                                                      : "Table is being updated",
                         table.name);
}

Result<const TableRecord*> usable_table(const DynamoDb& db, const std::string& name_or_arn) {
  const TableRecord* table = db.find_table(TRY(table_name(db, name_or_arn)));
  const bool usable =
      table != nullptr && table->status != "CREATING" && table->status != "DELETING";
  if (!usable) return resource_not_found();
  return table;
}

Result<const TableRecord*> table_of_arn(const DynamoDb& db, const std::string& arn) {
  const std::string_view name = name_in_arn(db, arn);
  const TableRecord* table = name.empty() ? nullptr : db.find_table(name);
  if (table == nullptr) return arn_not_found(arn);
  return table;
}

}  // namespace spotdrill::dynamodb
