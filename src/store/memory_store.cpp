#include "store/memory_store.hpp"

namespace spotdrill {

std::vector<Row> MemoryStore::load(std::string_view table, std::string_view scope) {
  std::vector<Row> rows;
  const auto found_table = tables_.find(table);
  if (found_table == tables_.end()) return rows;
  const auto found_scope = found_table->second.find(scope);
  if (found_scope == found_table->second.end()) return rows;
  for (const auto& [key, value] : found_scope->second) rows.push_back({key, value});
  return rows;
}

std::vector<std::string> MemoryStore::scopes(std::string_view table) {
  std::vector<std::string> names;
  const auto found = tables_.find(table);
  if (found == tables_.end()) return names;
  for (const auto& [scope, rows] : found->second) {
    if (!rows.empty()) names.push_back(scope);
  }
  return names;
}

std::optional<std::string> MemoryStore::read(std::string_view table, std::string_view scope,
                                             std::string_view key) {
  const auto found_table = tables_.find(table);
  if (found_table == tables_.end()) return std::nullopt;
  const auto found_scope = found_table->second.find(scope);
  if (found_scope == found_table->second.end()) return std::nullopt;
  const auto found = found_scope->second.find(key);
  if (found == found_scope->second.end()) return std::nullopt;
  return found->second;
}

void MemoryStore::put(std::string_view table, std::string_view scope, std::string_view key,
                      std::string_view value) {
  tables_[std::string{table}][std::string{scope}].insert_or_assign(std::string{key},
                                                                   std::string{value});
  mark_changed();
}

void MemoryStore::erase(std::string_view table, std::string_view scope, std::string_view key) {
  const auto found_table = tables_.find(table);
  if (found_table == tables_.end()) return;
  const auto found_scope = found_table->second.find(scope);
  if (found_scope == found_table->second.end()) return;
  const auto found = found_scope->second.find(key);
  if (found != found_scope->second.end()) found_scope->second.erase(found);
  mark_changed();
}

}  // namespace spotdrill
