#include "services/dynamodb/getting.hpp"

#include "services/dynamodb/expressions/path.hpp"
#include "services/dynamodb/key_paths.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/values/item_size.hpp"

namespace spotdrill::dynamodb {

Result<void> check_wanted(const TableRecord& table, const Attributes& key,
                          const WantedPaths& wanted) {
  TRY(check_key(table, key));
  if (!wanted) return {};
  expressions::Heads heads;
  for (const auto& path : *wanted) expressions::add_heads(path, heads);
  return check_key_paths(table, heads);
}

Got get(const DynamoDb& db, const TableRecord& table, const Attributes& key,
        const WantedPaths& wanted, bool consistent) {
  Got got;
  got.item = db.state(table).find(primary_text(table, key));
  if (got.item) got.bytes = item_size(*got.item);
  got.capacity.table = read_units(got.bytes, consistent);
  if (got.item && wanted) got.item = expressions::project(*got.item, *wanted);
  return got;
}

}  // namespace spotdrill::dynamodb
