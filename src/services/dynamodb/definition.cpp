#include "services/dynamodb/definition.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "services/dynamodb/errors.hpp"

namespace spotdrill::dynamodb {
namespace {

using api::dynamodb::KeySchemaElement;

constexpr std::int64_t capacity_units_max = 1'000'000'000'000;

std::vector<std::string_view> names_of(const std::vector<KeySchemaElement>& elements) {
  std::vector<std::string_view> names;
  for (const KeySchemaElement& each : elements) names.push_back(each.attribute_name);
  return names;
}

/// Every key has a definition, and the first is the partition's.
Result<KeySchema> define_keys(const TableRecord& table,
                              const std::vector<KeySchemaElement>& elements) {
  const auto names = names_of(elements);
  const bool defined = std::ranges::all_of(
      names, [&](std::string_view name) { return table.types.contains(std::string{name}); });
  if (!defined) {
    std::vector<std::string_view> definitions;
    for (const auto& [name, type] : table.types) definitions.push_back(name);
    return invalid_parameter_values(
        fmt::format("Some index key attributes are not defined in AttributeDefinitions. Keys: "
                    "[{}], AttributeDefinitions: [{}]",
                    fmt::join(names, ", "), fmt::join(definitions, ", ")));
  }
  // DEVIATION: AWS lets an index have up to four attributes for each part of its key.
  if (elements.size() > 2) {
    return not_supported("keys of more than two attributes (KeySchema)");
  }
  if (elements.size() == 2 && names[0] == names[1]) {
    return validation_exception(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  if (elements[0].key_type != "HASH") {
    return validation_exception(
        "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (elements.size() == 2 && elements[1].key_type != "RANGE") {
    return validation_exception(
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  return KeySchema{.hash = std::string{names[0]},
                   .range = elements.size() == 2 ? std::string{names[1]} : std::string{}};
}

Result<void> define_projection(const api::dynamodb::Projection& projection, IndexRecord& index) {
  if (!projection.projection_type) {
    return invalid_parameter_values("Unknown ProjectionType: null");
  }
  index.projection = *projection.projection_type;
  const bool includes = index.projection == "INCLUDE";
  if (projection.non_key_attributes && !includes) {
    return invalid_parameter_values(
        fmt::format("ProjectionType is {}, but NonKeyAttributes is specified", index.projection));
  }
  if (includes && !projection.non_key_attributes) {
    return invalid_parameter_values(
        "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  if (projection.non_key_attributes) index.included = *projection.non_key_attributes;
  return {};
}

Result<void> add_index(TableRecord& table, IndexRecord index) {
  const bool taken = std::ranges::any_of(
      table.indexes, [&](const IndexRecord& each) { return each.name == index.name; });
  if (taken) {
    return invalid_parameter_values(fmt::format("Duplicate index name: {}", index.name));
  }
  table.indexes.push_back(std::move(index));
  return {};
}

Result<void> define_local_index(TableRecord& table,
                                const api::dynamodb::LocalSecondaryIndex& local) {
  IndexRecord index{.name = local.index_name};
  index.keys = TRY(define_keys(table, local.key_schema));
  if (index.keys.range.empty()) {
    return invalid_parameter_values(
        fmt::format("Index KeySchema does not have a range key for index: {}", local.index_name));
  }
  if (index.keys.hash != table.keys.hash) {
    return invalid_parameter_values(
        fmt::format("Index KeySchema does not have the same leading hash key as table KeySchema "
                    "for index: {}. index hash key: {}, table hash key: {}",
                    local.index_name, index.keys.hash, table.keys.hash));
  }
  TRY(define_projection(local.projection, index));
  return add_index(table, std::move(index));
}

Result<void> define_local_indexes(const api::dynamodb::CreateTableInput& request,
                                  TableRecord& table) {
  if (!request.local_secondary_indexes) return {};
  if (request.local_secondary_indexes->empty()) {
    return invalid_parameter_values("List of LocalSecondaryIndexes is empty");
  }
  if (table.keys.range.empty()) {
    return invalid_parameter_values(
        "Table KeySchema does not have a range key, which is required when specifying a "
        "LocalSecondaryIndex");
  }
  for (const auto& each : *request.local_secondary_indexes) TRY(define_local_index(table, each));
  if (request.local_secondary_indexes->size() > local_indexes_max) {
    return invalid_parameter_values("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  }
  return {};
}

Result<void> define_global_indexes(const api::dynamodb::CreateTableInput& request,
                                   TableRecord& table) {
  if (!request.global_secondary_indexes) return {};
  if (request.global_secondary_indexes->empty()) {
    return invalid_parameter_values("List of GlobalSecondaryIndexes is empty");
  }
  for (const auto& each : *request.global_secondary_indexes) {
    IndexRecord index = TRY(define_global_index(table, each));
    TRY(add_index(table, std::move(index)));
  }
  if (request.global_secondary_indexes->size() > global_indexes_max) {
    return invalid_parameter_values("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
  return {};
}

Result<void> check_every_definition_is_used(const TableRecord& table) {
  std::set<std::string> used{table.keys.hash, table.keys.range};
  for (const IndexRecord& index : table.indexes) used.insert({index.keys.hash, index.keys.range});
  used.erase("");
  if (used.size() == table.types.size()) return {};
  if (table.indexes.empty()) {
    return invalid_parameter_values(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  std::vector<std::string_view> definitions;
  for (const auto& [name, type] : table.types) definitions.push_back(name);
  return invalid_parameter_values(
      fmt::format("Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: "
                  "[{}]",
                  fmt::join(definitions, ", "), fmt::join(used, ", ")));
}

}  // namespace

Result<Throughput> define_throughput(
    const std::string& billing_mode,
    const std::optional<api::dynamodb::ProvisionedThroughput>& throughput) {
  if (billing_mode == "PAY_PER_REQUEST") {
    if (!throughput) return Throughput{};
    return invalid_parameter_values(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  if (!throughput) {
    return invalid_parameter_values(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
        "PROVISIONED");
  }
  for (const auto& [name, given] : {std::pair{"Read", throughput->read_capacity_units},
                                    std::pair{"Write", throughput->write_capacity_units}}) {
    if (given <= capacity_units_max) continue;
    return validation_exception(
        fmt::format("Given value {} for {}CapacityUnits is out of bounds", given, name));
  }
  return Throughput{.read = throughput->read_capacity_units,
                    .write = throughput->write_capacity_units};
}

void add_types(const std::vector<api::dynamodb::AttributeDefinition>& definitions,
               TableRecord& table) {
  for (const auto& each : definitions) table.types[each.attribute_name] = each.attribute_type;
}

Result<IndexRecord> define_global_index(const TableRecord& table,
                                        const api::dynamodb::GlobalSecondaryIndex& global) {
  IndexRecord index{.name = global.index_name, .global = true};
  index.keys = TRY(define_keys(table, global.key_schema));
  TRY(define_projection(global.projection, index));
  if (table.billing_mode == "PAY_PER_REQUEST" && global.provisioned_throughput) {
    return invalid_parameter_values(
        fmt::format("ProvisionedThroughput should not be specified for index: {} when BillingMode "
                    "is PAY_PER_REQUEST",
                    index.name));
  }
  if (table.billing_mode != "PAY_PER_REQUEST" && !global.provisioned_throughput) {
    return invalid_parameter_values(
        fmt::format("ProvisionedThroughput must be specified for index: {}", index.name));
  }
  index.throughput = TRY(define_throughput(table.billing_mode, global.provisioned_throughput));
  index.status = "CREATING";
  return index;
}

Result<TableRecord> define_table(const api::dynamodb::CreateTableInput& request) {
  TableRecord table{.name = request.table_name};
  table.billing_mode = request.billing_mode.value_or("PROVISIONED");
  table.throughput = TRY(define_throughput(table.billing_mode, request.provisioned_throughput));
  add_types(request.attribute_definitions, table);
  table.keys = TRY(define_keys(table, request.key_schema));
  TRY(define_local_indexes(request, table));
  TRY(define_global_indexes(request, table));
  TRY(check_every_definition_is_used(table));
  table.table_class = request.table_class.value_or("");
  table.deletion_protection = request.deletion_protection_enabled.value_or(false);
  return table;
}

}  // namespace spotdrill::dynamodb
