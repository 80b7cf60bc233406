// How a request defines a table and its indexes, checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/dynamodb.hpp"
#include "base/result.hpp"
#include "services/dynamodb/records.hpp"

namespace spotdrill::dynamodb {

// Source: DynamoDB Developer Guide, "Quotas", Secondary indexes.
inline constexpr std::size_t local_indexes_max = 5;
inline constexpr std::size_t global_indexes_max = 20;

/// A table of a CreateTable request, without id and times. Errors: ValidationException.
Result<TableRecord> define_table(const api::dynamodb::CreateTableInput& request);

/// A global index of `table`, whose types know its keys. Errors: ValidationException.
Result<IndexRecord> define_global_index(const TableRecord& table,
                                        const api::dynamodb::GlobalSecondaryIndex& index);

/// What a billing mode wants of throughput. Errors: ValidationException.
Result<Throughput> define_throughput(
    const std::string& billing_mode,
    const std::optional<api::dynamodb::ProvisionedThroughput>& throughput);

/// Puts the definitions' types into the table's.
void add_types(const std::vector<api::dynamodb::AttributeDefinition>& definitions,
               TableRecord& table);

}  // namespace spotdrill::dynamodb
