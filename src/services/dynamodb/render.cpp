#include "services/dynamodb/render.hpp"

namespace spotdrill::dynamodb {
namespace {

std::vector<api::dynamodb::KeySchemaElement> render_keys(const KeySchema& keys) {
  std::vector<api::dynamodb::KeySchemaElement> rendered{{keys.hash, "HASH"}};
  if (!keys.range.empty()) rendered.push_back({keys.range, "RANGE"});
  return rendered;
}

api::dynamodb::Projection render_projection(const IndexRecord& index) {
  api::dynamodb::Projection projection;
  projection.projection_type = index.projection;
  if (!index.included.empty()) projection.non_key_attributes = index.included;
  return projection;
}

api::dynamodb::ProvisionedThroughputDescription render_throughput(const Throughput& throughput) {
  api::dynamodb::ProvisionedThroughputDescription rendered;
  rendered.number_of_decreases_today = throughput.decreases;
  rendered.read_capacity_units = throughput.read;
  rendered.write_capacity_units = throughput.write;
  return rendered;
}

/// What both kinds of index have.
template <class Description>
Description render_index(const DynamoDb& db, const TableRecord& table, const IndexRecord& index) {
  const IndexEntries& entries = db.state(table).index(index.name);
  Description rendered;
  rendered.index_name = index.name;
  rendered.key_schema = render_keys(index.keys);
  rendered.projection = render_projection(index);
  rendered.index_size_bytes = entries.bytes;
  rendered.item_count = static_cast<std::int64_t>(entries.entries.size());
  rendered.index_arn = db.arn(table) + "/index/" + index.name;
  return rendered;
}

void render_indexes(const DynamoDb& db, const TableRecord& table,
                    api::dynamodb::TableDescription& rendered) {
  for (const IndexRecord& index : table.indexes) {
    if (!index.global) {
      rendered.local_secondary_indexes.push_back(
          render_index<api::dynamodb::LocalSecondaryIndexDescription>(db, table, index));
      continue;
    }
    auto global = render_index<api::dynamodb::GlobalSecondaryIndexDescription>(db, table, index);
    global.index_status = index.status;
    global.provisioned_throughput = render_throughput(index.throughput);
    rendered.global_secondary_indexes.push_back(std::move(global));
  }
}

}  // namespace

// DEVIATION: item counts and sizes are those of now. "DynamoDB updates this value approximately
// every six hours."
api::dynamodb::TableDescription describe(const DynamoDb& db, const TableRecord& table) {
  api::dynamodb::TableDescription rendered;
  for (const auto& [name, type] : table.types)
    rendered.attribute_definitions.push_back({name, type});
  rendered.table_name = table.name;
  rendered.key_schema = render_keys(table.keys);
  rendered.table_status = table.status;
  rendered.creation_date_time = table.created;
  rendered.provisioned_throughput = render_throughput(table.throughput);
  rendered.table_size_bytes = db.state(table).bytes();
  rendered.item_count = static_cast<std::int64_t>(db.state(table).items().size());
  rendered.table_arn = db.arn(table);
  rendered.table_id = table.id;
  if (table.on_demand_since != Instant{}) {
    auto& summary = rendered.billing_mode_summary.emplace();
    summary.billing_mode = table.billing_mode;
    summary.last_update_to_pay_per_request_date_time = table.on_demand_since;
  }
  if (!table.table_class.empty()) {
    rendered.table_class_summary.emplace().table_class = table.table_class;
  }
  rendered.deletion_protection_enabled = table.deletion_protection;
  render_indexes(db, table, rendered);
  return rendered;
}

api::dynamodb::TimeToLiveDescription describe_ttl(const TableRecord& table) {
  api::dynamodb::TimeToLiveDescription rendered;
  rendered.time_to_live_status = table.ttl_status.empty() ? "DISABLED" : table.ttl_status;
  if (!table.ttl_attribute.empty()) rendered.attribute_name = table.ttl_attribute;
  return rendered;
}

}  // namespace spotdrill::dynamodb
