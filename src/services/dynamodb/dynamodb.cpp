#include "services/dynamodb/dynamodb.hpp"

#include <algorithm>
#include <vector>

namespace spotdrill::dynamodb {

DynamoDb::DynamoDb(World& world, Place place, Duration settle_delay)
    : world_(world),
      place_(std::move(place)),
      settle_delay_(settle_delay),
      tables_(world.store, "dynamodb.tables", place_.region),
      tokens_(world.store, "dynamodb.tokens", place_.region),
      timers_(world.scheduler) {
  for (const auto& [name, table] : tables_.all()) {
    states_[name] = make_state(table);
    settle_later(name);
    expire_later(name);
  }
  forget_tokens();
}

DynamoDb::~DynamoDb() = default;

std::unique_ptr<TableState> DynamoDb::make_state(const TableRecord& table) const {
  // By its id: a table that is made anew has none of the old one's items.
  return std::make_unique<TableState>(world_.store, place_.region + "/" + table.id, table);
}

const TableRecord& DynamoDb::make_table(TableRecord table) {
  table.id = world_.ids.uuid();
  table.created = now();
  table.status = "CREATING";
  std::string name = table.name;
  const TableRecord& made = tables_.put(name, std::move(table));
  states_[name] = make_state(made);
  settle_later(name);
  return made;
}

void DynamoDb::settle_later(const std::string& name) {
  const TableRecord* table = find_table(name);
  const bool settled = table->status == "ACTIVE" && !table->ttl_status.ends_with("ING") &&
                       std::ranges::all_of(table->indexes, [](const IndexRecord& index) {
                         return index.status.empty() || index.status == "ACTIVE";
                       });
  if (!settled)
    timers_.set("settle/" + name, now() + settle_delay_, [this, name] { settle(name); });
}

void DynamoDb::settle(const std::string& name) {
  if (find_table(name)->status == "DELETING") {
    timers_.cancel("expire/" + name);
    states_.at(name)->erase_all();
    states_.erase(name);
    tables_.erase(name);
    return;
  }
  TableRecord& table = edit_table(name);
  table.status = "ACTIVE";
  settle_indexes(table);
  if (table.ttl_status.ends_with("ING")) settle_ttl(table);
}

void DynamoDb::settle_ttl(TableRecord& table) {
  if (table.ttl_status == "ENABLING") {
    table.ttl_status = "ENABLED";
  } else {
    table.ttl_status.clear();
    table.ttl_attribute.clear();
  }
  states_.at(table.name)->watch_expiries(table);
  expire_later(table.name);
}

void DynamoDb::settle_indexes(TableRecord& table) {
  for (IndexRecord& index : table.indexes) {
    if (index.status == "DELETING") {
      states_.at(table.name)->drop_index(index.name);
    } else if (index.global) {
      index.status = "ACTIVE";
    }
  }
  std::erase_if(table.indexes, [](const IndexRecord& index) { return index.status == "DELETING"; });
  // What is no key any more needs no type.
  std::erase_if(table.types, [&](const auto& each) {
    const auto has = [&](const KeySchema& keys) {
      return keys.hash == each.first || keys.range == each.first;
    };
    return !has(table.keys) && std::ranges::none_of(table.indexes, has, &IndexRecord::keys);
  });
}

void DynamoDb::add_index(const TableRecord& table, const IndexRecord& index) {
  states_.at(table.name)->add_index(table, index);
}

void DynamoDb::put_item(const TableRecord& table, std::string_view key,
                        const std::optional<Attributes>& before, const Attributes& item) {
  states_.at(table.name)->put(table, key, before, item);
  if (!table.ttl_status.empty()) expire_later(table.name);
}

void DynamoDb::erase_item(const TableRecord& table, std::string_view key,
                          const Attributes& before) {
  states_.at(table.name)->erase(table, key, before);
}

// DEVIATION: an item is deleted at the second at which it expires. "Items that have expired ... are
// typically deleted within a few days of their expiration"; until then AWS still gives them.
void DynamoDb::expire_later(const std::string& name) {
  const auto next = states_.at(name)->next_expiry();
  if (!next) return timers_.cancel("expire/" + name);
  timers_.set("expire/" + name, std::max(next->first, now()), [this, name] { expire(name); });
}

// "TTL ... deletes items whose timestamp is not older than five years."
void DynamoDb::expire(const std::string& name) {
  const TableRecord& table = *find_table(name);
  constexpr auto oldest = std::chrono::years{5};
  for (auto next = states_.at(name)->next_expiry(); next && next->first <= now();
       next = states_.at(name)->next_expiry()) {
    if (now() - next->first > oldest) {
      states_.at(name)->forget_expiry(*next);
    } else {
      erase_item(table, next->second, *states_.at(name)->find(next->second));
    }
  }
  expire_later(name);
}

const TokenRecord* DynamoDb::find_token(std::string_view token) const {
  const TokenRecord* found = tokens_.find(token);
  return found != nullptr && now() < found->at + token_time ? found : nullptr;
}

void DynamoDb::put_token(std::string token, std::string request) {
  // While there are tokens the timer runs: it is not put off by those that come.
  const bool first = tokens_.all().empty();
  tokens_.put(std::move(token), {.request = std::move(request), .at = now()});
  if (first) forget_tokens_later();
}

void DynamoDb::forget_tokens() {
  std::vector<std::string> old;
  for (const auto& [token, record] : tokens_.all()) {
    if (record.at + token_time <= now()) old.push_back(token);
  }
  for (const std::string& token : old) tokens_.erase(token);
  if (!tokens_.all().empty()) forget_tokens_later();
}

void DynamoDb::forget_tokens_later() {
  timers_.set("tokens", now() + token_time, [this] { forget_tokens(); });
}

}  // namespace spotdrill::dynamodb

template class spotdrill::Table<spotdrill::dynamodb::TableRecord>;
template class spotdrill::Table<spotdrill::dynamodb::TokenRecord>;
