#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {

Result<api::dynamodb::UpdateTimeToLiveOutput> update_time_to_live(
    DynamoDb& db, const api::dynamodb::UpdateTimeToLiveInput& request) {
  const TableRecord* table = TRY(existing_table(db, request.table_name));
  if (table->status != "ACTIVE") return resource_not_found();
  const auto& wanted = request.time_to_live_specification;
  if (table->ttl_status.ends_with("ING")) {
    return validation_exception(
        "Time to live has been modified multiple times within a fixed interval");
  }
  const bool enabled = table->ttl_status == "ENABLED";
  if (wanted.enabled && enabled) return validation_exception("TimeToLive is already enabled");
  if (!wanted.enabled && !enabled) return validation_exception("TimeToLive is already disabled");
  if (!wanted.enabled && wanted.attribute_name != table->ttl_attribute) {
    // DEVIATION: AWS's message is not known to us.
    return validation_exception("TimeToLive is enabled with another attribute.");
  }
  TableRecord& record = db.edit_table(table->name);
  record.ttl_status = wanted.enabled ? "ENABLING" : "DISABLING";
  record.ttl_attribute = wanted.attribute_name;
  db.settle_later(record.name);
  return api::dynamodb::UpdateTimeToLiveOutput{wanted};
}

}  // namespace spotdrill::dynamodb
