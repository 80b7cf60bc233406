// DynamoDB in one region: its tables and what is in them. What its operations do is under
// operations/.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/dynamodb/records.hpp"
#include "services/dynamodb/table_state.hpp"
#include "store/table.hpp"

namespace spotdrill::dynamodb {

/// "2500 tables per AWS Region per account".
inline constexpr std::size_t tables_max = 2500;

/// "A client request token is valid for 10 minutes after the first request that uses it is
/// completed."
inline constexpr Duration token_time = 10min;

class DynamoDb {
 public:
  using Tables = Table<TableRecord>;

  /// Takes up what the world's store holds of the region. What AWS does later is done after
  /// `settle_delay`.
  DynamoDb(World& world, Place place, Duration settle_delay = Duration::zero());
  ~DynamoDb();
  DynamoDb(const DynamoDb&) = delete;
  DynamoDb& operator=(const DynamoDb&) = delete;

  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::string arn(const TableRecord& table) const {
    return place_.arn("dynamodb", "table/" + table.name);
  }

  /// Every table, in order of names.
  [[nodiscard]] const Tables::Map& tables() const { return tables_.all(); }
  [[nodiscard]] const TableRecord* find_table(std::string_view name) const {
    return tables_.find(name);
  }
  /// The items of a table that is there.
  [[nodiscard]] const TableState& state(const TableRecord& table) const {
    return *states_.at(table.name);
  }

  /// Makes a table, gives it its id; it becomes ACTIVE later.
  const TableRecord& make_table(TableRecord table);
  /// The table's record, to be changed. Its indexes' keys must stay.
  TableRecord& edit_table(std::string_view name) { return tables_.edit(name); }
  /// Has what is CREATING, UPDATING, DELETING, ENABLING or DISABLING of a table be done later.
  void settle_later(const std::string& name);
  void add_index(const TableRecord& table, const IndexRecord& index);

  /// In place of `before`, what there is under `key`.
  void put_item(const TableRecord& table, std::string_view key,
                const std::optional<Attributes>& before, const Attributes& item);
  void erase_item(const TableRecord& table, std::string_view key, const Attributes& before);

  /// The transaction that a client's token stands for, or null.
  [[nodiscard]] const TokenRecord* find_token(std::string_view token) const;
  void put_token(std::string token, std::string request);

 private:
  void settle(const std::string& name);
  void settle_indexes(TableRecord& table);
  void settle_ttl(TableRecord& table);
  void expire_later(const std::string& name);
  void expire(const std::string& name);
  void forget_tokens();
  void forget_tokens_later();
  [[nodiscard]] std::unique_ptr<TableState> make_state(const TableRecord& table) const;

  World& world_;
  Place place_;
  Duration settle_delay_;
  Tables tables_;
  std::map<std::string, std::unique_ptr<TableState>, std::less<>> states_;
  Table<TokenRecord> tokens_;
  Timers timers_;
};

}  // namespace spotdrill::dynamodb

// Their bodies are in dynamodb.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::dynamodb::TableRecord>;
extern template class spotdrill::Table<spotdrill::dynamodb::TokenRecord>;
