// The items of one table in their orders: the table's own and those of its indexes. Every change of
// an item goes through here, so that no index is ever behind.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/units.hpp"
#include "services/dynamodb/items.hpp"
#include "services/dynamodb/records.hpp"
#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

/// An index: the texts of its keys, each with the item that it leads to.
struct IndexEntries {
  std::map<std::string, Items::Map::const_iterator, std::less<>> entries;
  std::int64_t bytes = 0;
};

class TableState {
 public:
  /// Reads the items of `scope`; `record` says what their keys are. `store` outlives it.
  TableState(Store& store, std::string scope, const TableRecord& record);

  [[nodiscard]] const Items::Map& items() const { return items_.all(); }
  [[nodiscard]] const IndexEntries& index(const std::string& name) const {
    return indexes_.at(name);
  }
  /// The item whose primary text is `key`; nothing when there is none.
  [[nodiscard]] std::optional<Attributes> find(std::string_view key) const;

  // Whoever writes has read what there was, `before`: what find gives.
  void put(const TableRecord& record, std::string_view key, const std::optional<Attributes>& before,
           const Attributes& item);
  void erase(const TableRecord& record, std::string_view key, const Attributes& before);
  /// Every item goes, in the store too at its next commit: nothing may be left to this to tell it.
  void erase_all() {
    items_.erase_all();
    items_.flush();
  }

  /// Makes an index of the items that there are.
  void add_index(const TableRecord& record, const IndexRecord& index);
  void drop_index(const std::string& name) { indexes_.erase(name); }

  /// Looks for the times at which items expire, in the record's TTL attribute, from now on.
  void watch_expiries(const TableRecord& record);
  /// When the next item expires, and its primary text; nothing when none does.
  [[nodiscard]] std::optional<std::pair<Instant, std::string>> next_expiry() const;
  /// The item stays, whatever it says.
  void forget_expiry(const std::pair<Instant, std::string>& expiry) { expiries_.erase(expiry); }

  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

 private:
  void enter(const TableRecord& record, Items::Map::const_iterator at, const Attributes& item);
  void leave(const TableRecord& record, Items::Map::const_iterator at, const Attributes& item);
  void enter_index(const TableRecord& record, const IndexRecord& index,
                   Items::Map::const_iterator at, const Attributes& item);

  Items items_;
  std::map<std::string, IndexEntries> indexes_;
  std::set<std::pair<Instant, std::string>> expiries_;
  std::int64_t bytes_ = 0;
};

/// When an item expires by its attribute `name`: a number of seconds since 1970. Nothing when it
/// says no such time.
std::optional<Instant> expiry_of(const Attributes& item, const std::string& name);

}  // namespace spotdrill::dynamodb
