#include "services/dynamodb/getting.hpp"
#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::GetItemOutput> get_item(DynamoDb& db,
                                              const api::dynamodb::GetItemInput& request) {
  const auto projection = TRY(projection_of(request));
  const Attributes key = TRY(item_of(request.key));
  const TableRecord* table = TRY(usable_table(db, request.table_name));
  TRY(check_wanted(*table, key, projection));
  const Got got = get(db, *table, key, projection, request.consistent_read.value_or(false));
  api::dynamodb::GetItemOutput output;
  if (got.item) output.item = write_attributes(*got.item);
  output.consumed_capacity = consumed(request.return_consumed_capacity, *table, got.capacity);
  return output;
}

}  // namespace spotdrill::dynamodb
