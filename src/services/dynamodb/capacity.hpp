// ConsumedCapacity: the units that a request uses, as AWS counts them. Nothing here is ever
// throttled.
// Source: DynamoDB Developer Guide, "DynamoDB read and write operations".
#pragma once

#include <map>
#include <optional>
#include <string>

#include "api/dynamodb.hpp"
#include "services/dynamodb/records.hpp"
#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

/// Units of one table and of its indexes.
struct Capacity {
  double table = 0;
  std::map<std::string, double> indexes;

  void add(const Capacity& other);
  [[nodiscard]] double total() const;
};

/// "One read request unit represents one strongly consistent read ..., or two eventually consistent
/// reads per second, for an item up to 4 KB in size." Units of `bytes`: bytes.
double read_units(std::size_t bytes, bool consistent);

/// What it takes to make `after` of `before`; nothing is an item that is not there. Zero unless
/// `wanted` is TOTAL or INDEXES.
Capacity write_capacity(const std::optional<std::string>& wanted, const TableRecord& table,
                        const std::optional<Attributes>& before,
                        const std::optional<Attributes>& after);

/// As a reply has it; nothing unless `wanted` is TOTAL or INDEXES.
std::optional<api::dynamodb::ConsumedCapacity> consumed(const std::optional<std::string>& wanted,
                                                        const TableRecord& table,
                                                        const Capacity& capacity);

/// "Transactional ... requests require" two units for each of `capacity`; a transaction says which
/// they are.
std::optional<api::dynamodb::ConsumedCapacity> consumed_by_transaction(
    const std::optional<std::string>& wanted, const TableRecord& table, Capacity capacity,
    bool reads);

/// Nothing unless `wanted` is SIZE and the table has local indexes.
// DEVIATION: the estimate is always of 0 to 1 gigabyte.
std::optional<api::dynamodb::ItemCollectionMetrics> collection_metrics(
    const std::optional<std::string>& wanted, const TableRecord& table, const Attributes& item);

}  // namespace spotdrill::dynamodb
