// A store that forgets when it is destroyed: for tests, simulation and `--data :memory:`.
#pragma once

#include <map>

#include "engine/store.hpp"

namespace spotdrill {

class MemoryStore final : public Store {
 public:
  std::vector<Row> load(std::string_view table, std::string_view scope) override;
  std::optional<std::string> read(std::string_view table, std::string_view scope,
                                  std::string_view key) override;
  std::vector<std::string> scopes(std::string_view table) override;
  void put(std::string_view table, std::string_view scope, std::string_view key,
           std::string_view value) override;
  void erase(std::string_view table, std::string_view scope, std::string_view key) override;

 protected:
  bool write() override { return true; }
  void erase_all() override { tables_.clear(); }

 private:
  using Rows = std::map<std::string, std::string, std::less<>>;
  std::map<std::string, std::map<std::string, Rows, std::less<>>, std::less<>> tables_;
};

}  // namespace spotdrill
