#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/render.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::DeleteTableOutput> delete_table(
    DynamoDb& db, const api::dynamodb::DeleteTableInput& request) {
  const TableRecord* table = TRY(existing_table(db, request.table_name));
  TRY(check_active(*table));
  if (table->deletion_protection) {
    return validation_exception(
        "Resource cannot be deleted as it is currently protected against deletion. Disable "
        "deletion "
        "protection first.");
  }
  db.edit_table(table->name).status = "DELETING";
  db.settle_later(table->name);
  api::dynamodb::DeleteTableOutput output;
  output.table_description = describe(db, *table);
  return output;
}

}  // namespace spotdrill::dynamodb
