#include "services/dynamodb/key_paths.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/dynamodb/errors.hpp"

namespace spotdrill::dynamodb {
namespace {

Result<void> check_key_path(const KeySchema& keys, std::string_view what,
                            const expressions::Heads& heads) {
  for (const std::string* key : {&keys.hash, &keys.range}) {
    if (key->empty() || std::ranges::find(heads.nested, *key) == heads.nested.end()) continue;
    return validation_exception(
        fmt::format("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: {}: {}",
                    what, *key));
  }
  return {};
}

}  // namespace

Result<void> check_key_paths(const TableRecord& table, const expressions::Heads& heads) {
  TRY(check_key_path(table.keys, "Key", heads));
  for (const IndexRecord& index : table.indexes) {
    TRY(check_key_path(index.keys, "IndexKey", heads));
  }
  return {};
}

}  // namespace spotdrill::dynamodb
