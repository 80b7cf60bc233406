#include <fmt/format.h>

#include <algorithm>

#include "services/dynamodb/definition.hpp"
#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/render.hpp"
#include "services/dynamodb/table_names.hpp"

namespace spotdrill::dynamodb {
namespace {

using api::dynamodb::GlobalSecondaryIndexUpdate;
using api::dynamodb::UpdateTableInput;

Result<void> check_update_supported(const UpdateTableInput& request) {
  if (request.stream_specification && request.stream_specification->stream_enabled) {
    return not_supported("DynamoDB Streams (StreamSpecification)");
  }
  if (request.sse_specification && request.sse_specification->enabled.value_or(false)) {
    return not_supported("tables under a KMS key (SSESpecification)");
  }
  if (!request.replica_updates.empty() || !request.global_table_witness_updates.empty() ||
      request.multi_region_consistency) {
    return not_supported("global tables (ReplicaUpdates)");
  }
  if (request.on_demand_throughput)
    return not_supported("limits of throughput (OnDemandThroughput)");
  if (request.warm_throughput) return not_supported("warm throughput (WarmThroughput)");
  return {};
}

/// Changes the throughput of a table or an index.
Result<void> change_throughput(const Throughput& wanted, Throughput& throughput) {
  if (wanted.read == throughput.read && wanted.write == throughput.write) {
    return validation_exception(fmt::format(
        "The provisioned throughput for the table will not change. The requested value equals the "
        "current value. Current ReadCapacityUnits provisioned for the table: {}. Requested "
        "ReadCapacityUnits: {}. Current WriteCapacityUnits provisioned for the table: {}. "
        "Requested WriteCapacityUnits: {}. Refer to the Amazon DynamoDB Developer Guide for "
        "current limits and how to request higher limits.",
        throughput.read, wanted.read, throughput.write, wanted.write));
  }
  const bool less = wanted.read < throughput.read || wanted.write < throughput.write;
  throughput = {.read = wanted.read,
                .write = wanted.write,
                .decreases = throughput.decreases + (less ? 1 : 0)};
  return {};
}

Result<void> change_billing(const UpdateTableInput& request, Instant now, TableRecord& table) {
  const std::string mode = request.billing_mode.value_or(table.billing_mode);
  if (mode == table.billing_mode) {
    if (!request.provisioned_throughput) return {};
    const Throughput wanted = TRY(define_throughput(mode, request.provisioned_throughput));
    return change_throughput(wanted, table.throughput);
  }
  table.throughput = TRY(define_throughput(mode, request.provisioned_throughput));
  table.billing_mode = mode;
  if (mode != "PAY_PER_REQUEST") return {};
  table.on_demand_since = now;
  for (IndexRecord& index : table.indexes) index.throughput = {};
  return {};
}

std::string name_of(const GlobalSecondaryIndexUpdate& update) {
  if (update.create) return update.create->index_name;
  return update.update ? update.update->index_name : update.delete_->index_name;
}

Result<void> create_index(const api::dynamodb::CreateGlobalSecondaryIndexAction& action,
                          TableRecord& table) {
  if (find_index(table, action.index_name) != nullptr) {
    return validation_exception(
        fmt::format("Attempting to create an index which already exists: {}", action.index_name));
  }
  const auto globals =
      std::ranges::count_if(table.indexes, [](const IndexRecord& each) { return each.global; });
  if (globals >= static_cast<std::ptrdiff_t>(global_indexes_max)) {
    return invalid_parameter_values("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
  api::dynamodb::GlobalSecondaryIndex index;
  index.index_name = action.index_name;
  index.key_schema = action.key_schema;
  index.projection = action.projection;
  index.provisioned_throughput = action.provisioned_throughput;
  table.indexes.push_back(TRY(define_global_index(table, index)));
  return {};
}

Result<void> change_index(const GlobalSecondaryIndexUpdate& update, TableRecord& table) {
  if (update.create) return create_index(*update.create, table);
  const auto found = std::ranges::find(table.indexes, name_of(update), &IndexRecord::name);
  if (found == table.indexes.end() || !found->global) {
    return refuse(
        AwsError{.code = "ResourceNotFoundException", .message = "Requested resource not found"});
  }
  if (update.delete_) {
    found->status = "DELETING";
    return {};
  }
  if (!update.update->provisioned_throughput) return {};
  const Throughput wanted =
      TRY(define_throughput(table.billing_mode, update.update->provisioned_throughput));
  found->status = "UPDATING";
  return change_throughput(wanted, found->throughput);
}

Result<void> change_indexes(const UpdateTableInput& request, TableRecord& table) {
  std::size_t made_or_deleted = 0;
  std::vector<std::string> names;
  for (const GlobalSecondaryIndexUpdate& each : request.global_secondary_index_updates) {
    if (!each.create && !each.update && !each.delete_) {
      return invalid_parameter_values(
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete must not be null");
    }
    if (std::ranges::find(names, name_of(each)) != names.end()) {
      return invalid_parameter_values(fmt::format(
          "Only one global secondary index update per index is allowed simultaneously. Index: {}",
          name_of(each)));
    }
    names.push_back(name_of(each));
    made_or_deleted += each.update ? 0 : 1;
    if (made_or_deleted > 1) {
      return limit_exceeded(
          "Subscriber limit exceeded: Only 1 online index can be created or deleted "
          "simultaneously per table");
    }
    TRY(change_index(each, table));
  }
  return {};
}

Result<void> check_something_changes(const UpdateTableInput& request) {
  if (request.provisioned_throughput || request.billing_mode || request.table_class ||
      request.deletion_protection_enabled || !request.global_secondary_index_updates.empty() ||
      request.stream_specification || request.sse_specification) {
    return {};
  }
  return validation_exception(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
}

}  // namespace

Result<api::dynamodb::UpdateTableOutput> update_table(
    DynamoDb& db, const api::dynamodb::UpdateTableInput& request) {
  TRY(check_update_supported(request));
  TRY(check_something_changes(request));
  const TableRecord* table = TRY(existing_table(db, request.table_name));
  TRY(check_active(*table));
  // All of it is checked before any of it is done.
  TableRecord changed = *table;
  add_types(request.attribute_definitions, changed);
  TRY(change_billing(request, db.now(), changed));
  TRY(change_indexes(request, changed));
  if (request.table_class) changed.table_class = *request.table_class;
  if (request.deletion_protection_enabled) {
    changed.deletion_protection = *request.deletion_protection_enabled;
  }
  changed.status = "UPDATING";
  TableRecord& record = db.edit_table(table->name);
  record = std::move(changed);
  for (const auto& each : request.global_secondary_index_updates) {
    if (each.create) db.add_index(record, *find_index(record, each.create->index_name));
  }
  db.settle_later(record.name);
  return api::dynamodb::UpdateTableOutput{describe(db, record)};
}

}  // namespace spotdrill::dynamodb
