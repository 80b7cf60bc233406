#include "services/dynamodb/items.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr std::string_view items_table = "dynamodb.items";

}  // namespace

Items::Items(Store& store, std::string scope) : store_(store), scope_(std::move(scope)) {
  for (Row& row : store_.load(items_table, scope_)) {
    items_.emplace_hint(items_.end(), std::move(row.key), std::move(row.value));
  }
  store_.join(*this);
}

Items::Map::const_iterator Items::put(std::string_view key, std::string bytes) {
  touch(key);
  const auto found = items_.find(key);
  if (found == items_.end()) return items_.emplace(std::string{key}, std::move(bytes)).first;
  found->second = std::move(bytes);
  return found;
}

void Items::erase(Map::const_iterator item) {
  touch(item->first);
  items_.erase(item);
}

void Items::erase_all() {
  for (const auto& [key, bytes] : items_) touch(key);
  items_.clear();
}

void Items::flush() {
  for (const std::string& key : changed_) {
    const auto found = items_.find(key);
    if (found == items_.end()) {
      store_.erase(items_table, scope_, key);
    } else {
      store_.put(items_table, scope_, key, found->second);
    }
  }
  changed_.clear();
}

void Items::clear() {
  items_.clear();
  changed_.clear();
}

void Items::touch(std::string_view key) {
  if (!changed_.contains(key)) changed_.emplace(key);
  store_.mark_changed();
}

}  // namespace spotdrill::dynamodb
