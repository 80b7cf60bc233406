// The items of one table, by the texts of their primary keys; what changes is written at the next
// commit. Not a Table<Record>: an item is one string, in memory as in the store.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "engine/store.hpp"

namespace spotdrill::dynamodb {

class Items final : public StoreParticipant {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;

  /// Reads the items of `scope`. `store` outlives it.
  Items(Store& store, std::string scope);
  ~Items() override { store_.leave(*this); }
  Items(const Items&) = delete;
  Items& operator=(const Items&) = delete;

  [[nodiscard]] const Map& all() const { return items_; }

  /// Puts `bytes` under `key`, in place of what was there.
  Map::const_iterator put(std::string_view key, std::string bytes);
  void erase(Map::const_iterator item);
  /// Every item goes.
  void erase_all();

  void flush() override;
  void clear() override;

 private:
  void touch(std::string_view key);

  Store& store_;
  std::string scope_;
  Map items_;
  std::set<std::string, std::less<>> changed_;
};

}  // namespace spotdrill::dynamodb
