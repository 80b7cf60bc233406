#include "services/dynamodb/table_state.hpp"

#include <charconv>

#include "base/assert.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/values/item_size.hpp"
#include "services/dynamodb/values/item_text.hpp"

namespace spotdrill::dynamodb {
namespace {

/// Until it is disabled: an item that leaves in between takes its time with it.
bool watches_expiries(const TableRecord& record) {
  return record.ttl_status == "ENABLED" || record.ttl_status == "DISABLING";
}

}  // namespace

TableState::TableState(Store& store, std::string scope, const TableRecord& record)
    : items_(store, std::move(scope)) {
  for (const IndexRecord& index : record.indexes) indexes_[index.name];
  const auto& all = items_.all();
  for (auto at = all.begin(); at != all.end(); ++at) enter(record, at, read_item(at->second));
}

std::optional<Attributes> TableState::find(std::string_view key) const {
  const auto found = items_.all().find(key);
  if (found == items_.all().end()) return std::nullopt;
  return read_item(found->second);
}

void TableState::put(const TableRecord& record, std::string_view key,
                     const std::optional<Attributes>& before, const Attributes& item) {
  const auto at = items_.put(key, write_item(item));
  if (before) leave(record, at, *before);
  enter(record, at, item);
}

void TableState::erase(const TableRecord& record, std::string_view key, const Attributes& before) {
  const auto found = items_.all().find(key);
  ASSERT(found != items_.all().end());
  leave(record, found, before);
  items_.erase(found);
}

void TableState::add_index(const TableRecord& record, const IndexRecord& index) {
  indexes_[index.name];
  const auto& all = items_.all();
  for (auto at = all.begin(); at != all.end(); ++at) {
    enter_index(record, index, at, read_item(at->second));
  }
}

void TableState::watch_expiries(const TableRecord& record) {
  expiries_.clear();
  if (!watches_expiries(record)) return;
  for (const auto& [key, bytes] : items_.all()) {
    const auto expiry = expiry_of(read_item(bytes), record.ttl_attribute);
    if (expiry) expiries_.emplace(*expiry, key);
  }
}

std::optional<std::pair<Instant, std::string>> TableState::next_expiry() const {
  if (expiries_.empty()) return std::nullopt;
  return *expiries_.begin();
}

void TableState::enter_index(const TableRecord& record, const IndexRecord& index,
                             Items::Map::const_iterator at, const Attributes& item) {
  const auto entries = indexes_.find(index.name);
  if (entries == indexes_.end()) return;  // It is being deleted.
  const auto prefix = index_prefix(record, index, item);
  if (!prefix) return;
  entries->second.entries.insert_or_assign(*prefix + at->first, at);
  entries->second.bytes += static_cast<std::int64_t>(entry_size(record, index, item));
}

void TableState::enter(const TableRecord& record, Items::Map::const_iterator at,
                       const Attributes& item) {
  bytes_ += static_cast<std::int64_t>(item_size(item));
  for (const IndexRecord& index : record.indexes) enter_index(record, index, at, item);
  if (!watches_expiries(record)) return;
  if (const auto expiry = expiry_of(item, record.ttl_attribute)) {
    expiries_.emplace(*expiry, at->first);
  }
}

void TableState::leave(const TableRecord& record, Items::Map::const_iterator at,
                       const Attributes& item) {
  bytes_ -= static_cast<std::int64_t>(item_size(item));
  for (const IndexRecord& index : record.indexes) {
    const auto entries = indexes_.find(index.name);
    if (entries == indexes_.end()) continue;
    const auto prefix = index_prefix(record, index, item);
    if (!prefix || entries->second.entries.erase(*prefix + at->first) == 0) continue;
    entries->second.bytes -= static_cast<std::int64_t>(entry_size(record, index, item));
  }
  if (!watches_expiries(record)) return;
  if (const auto expiry = expiry_of(item, record.ttl_attribute)) {
    expiries_.erase({*expiry, at->first});
  }
}

std::optional<Instant> expiry_of(const Attributes& item, const std::string& name) {
  const auto found = item.find(name);
  const auto* number = found == item.end() ? nullptr : found->second.as<Number>();
  if (number == nullptr) return std::nullopt;
  const std::string text = number->text();
  // Seconds after the year 9999 are no time that an Instant needs to hold.
  constexpr std::int64_t seconds_max = 253'402'300'799;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || seconds < 0 || seconds > seconds_max) return std::nullopt;
  return Instant{std::chrono::seconds{seconds}};
}

}  // namespace spotdrill::dynamodb
