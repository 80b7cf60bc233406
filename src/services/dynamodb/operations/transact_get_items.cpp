#include <set>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/getting.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {
namespace {

/// "The aggregate size of the items in the transaction cannot exceed 4 MB."
constexpr std::size_t transact_get_bytes_max = 4 * 1024 * 1024;

struct CheckedGet {
  const TableRecord* table = nullptr;
  Attributes key;
  WantedPaths wanted;
};

Result<CheckedGet> check_get(const DynamoDb& db, const api::dynamodb::Get& request) {
  CheckedGet checked;
  checked.wanted = TRY(projection_of(request));
  checked.key = TRY(item_of(request.key));
  checked.table = TRY(usable_table(db, request.table_name));
  return checked;
}

}  // namespace

Result<api::dynamodb::TransactGetItemsOutput> transact_get_items(
    DynamoDb& db, const api::dynamodb::TransactGetItemsInput& request) {
  std::vector<CheckedGet> gets;
  for (const auto& each : request.transact_items) gets.push_back(TRY(check_get(db, each.get)));
  std::vector<CancellationReason> reasons(gets.size());
  bool canceled = false;
  for (std::size_t i = 0; i < gets.size(); ++i) {
    const auto checked = check_wanted(*gets[i].table, gets[i].key, gets[i].wanted);
    if (checked.has_value()) continue;
    reasons[i] = {.code = "ValidationError", .message = checked.error().message, .item = {}};
    canceled = true;
  }
  if (canceled) return transaction_canceled(reasons);
  std::set<std::pair<const TableRecord*, std::string>> seen;
  for (const CheckedGet& each : gets) {
    if (!seen.emplace(each.table, primary_text(*each.table, each.key)).second) {
      return validation_exception(
          "Transaction request cannot include multiple operations on one item");
    }
  }
  api::dynamodb::TransactGetItemsOutput output;
  std::map<std::string, Capacity> capacities;
  std::size_t bytes = 0;
  for (const CheckedGet& each : gets) {
    const Got got = get(db, *each.table, each.key, each.wanted, true);
    bytes += got.bytes;
    capacities[each.table->name].add(got.capacity);
    auto& response = output.responses.emplace_back();
    if (got.item) response.item = write_attributes(*got.item);
  }
  if (bytes > transact_get_bytes_max) {
    // DEVIATION: AWS's message is not known to us.
    return validation_exception("The items of the transaction are larger than 4 MB together.");
  }
  for (const auto& [name, capacity] : capacities) {
    auto used = consumed_by_transaction(request.return_consumed_capacity, *db.find_table(name),
                                        capacity, true);
    if (used) output.consumed_capacity.push_back(*std::move(used));
  }
  return output;
}

}  // namespace spotdrill::dynamodb
