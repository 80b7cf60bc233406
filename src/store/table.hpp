// Table<Record>: a registry that owns its records by key and keeps the store up to date. Reading
// costs a map look-up; whoever takes a record to change it (edit) has it written at the commit.
// What needs the record's members stands outside the class, so that an `extern template class` in
// the header that has the table keeps it out of every source but one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "engine/store.hpp"
#include "store/record.hpp"

namespace spotdrill {

template <class Record>
class Table final : public StoreParticipant {
 public:
  using Map = std::map<std::string, Record, std::less<>>;

  /// Reads the rows of `table` in `scope`. `store` outlives the table.
  Table(Store& store, std::string table, std::string scope);
  ~Table() override { store_.leave(*this); }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  /// Every record, in order of keys.
  [[nodiscard]] const Map& all() const { return records_; }

  [[nodiscard]] const Record* find(std::string_view key) const {
    const auto found = records_.find(key);
    return found == records_.end() ? nullptr : &found->second;
  }

  /// The records whose keys begin with `prefix`, in order of keys.
  [[nodiscard]] std::vector<const Record*> with_prefix(std::string_view prefix) const {
    std::vector<const Record*> found;
    for (auto at = records_.lower_bound(prefix);
         at != records_.end() && at->first.starts_with(prefix); ++at) {
      found.push_back(&at->second);
    }
    return found;
  }

  /// The record under `key`, to be changed. It must exist.
  Record& edit(std::string_view key) {
    const auto found = records_.find(key);
    ASSERT(found != records_.end());
    touch(found->first);
    return found->second;
  }

  /// Puts `record` under `key`, in place of what was there.
  Record& put(std::string key, Record record) {
    touch(key);
    return records_.insert_or_assign(std::move(key), std::move(record)).first->second;
  }

  bool erase(std::string_view key) {
    const auto found = records_.find(key);
    if (found == records_.end()) return false;
    touch(found->first);
    records_.erase(found);
    return true;
  }

  void flush() override;

  void clear() override {
    records_.clear();
    changed_.clear();
  }

 private:
  void touch(const std::string& key) {
    changed_.insert(key);
    store_.mark_changed();
  }

  Store& store_;
  std::string table_;
  std::string scope_;
  Map records_;
  std::set<std::string> changed_;
};

template <class Record>
Table<Record>::Table(Store& store, std::string table, std::string scope)
    : store_(store), table_(std::move(table)), scope_(std::move(scope)) {
  for (const Row& row : store_.load(table_, scope_)) {
    const auto parsed = parse_json(row.value);
    if (parsed.has_value()) record::from_json(*parsed, records_[row.key]);
  }
  store_.join(*this);
}

template <class Record>
void Table<Record>::flush() {
  for (const std::string& key : changed_) {
    if (const Record* record = find(key)) {
      store_.put(table_, scope_, key, to_text(record::to_json(*record)));
    } else {
      store_.erase(table_, scope_, key);
    }
  }
  changed_.clear();
}

}  // namespace spotdrill
