#include <set>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/write_request.hpp"

namespace spotdrill::dynamodb {
namespace {

/// "A single call to BatchWriteItem can transmit up to 16MB of data over the network, consisting of
/// up to 25 item put or delete operations."
constexpr std::size_t batch_writes_max = 25;

Result<Write> write_of(const DynamoDb& db, const std::string& table,
                       const api::dynamodb::WriteRequest& request) {
  if (request.put_request.has_value() == request.delete_request.has_value()) {
    // AWS's sentence speaks of something else.
    return validation_exception(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
        "supported datatypes");
  }
  const bool put = request.put_request.has_value();
  Write write =
      TRY(make_write(db, put ? Write::Kind::Put : Write::Kind::Delete, table,
                     put ? request.put_request->item : request.delete_request->key, {}, {}));
  const auto checked = check_write(write);
  if (checked.has_value()) return write;
  // Of keys AWS says less here.
  const std::string& message = checked.error().message;
  const bool about_keys = message.find("Missing the key") != std::string::npos ||
                          message.find("Type mismatch for key") != std::string::npos;
  if (about_keys) return key_does_not_match();
  return refuse(checked.error());
}

}  // namespace

Result<api::dynamodb::BatchWriteItemOutput> batch_write_item(
    DynamoDb& db, const api::dynamodb::BatchWriteItemInput& request) {
  std::size_t count = 0;
  for (const auto& [table, writes] : request.request_items) count += writes.size();
  if (count > batch_writes_max) {
    return validation_exception("Too many items requested for the BatchWriteItem call");
  }
  std::map<std::string, std::vector<Write>> writes;
  for (const auto& [table, requests] : request.request_items) {
    std::set<std::string> seen;
    for (const auto& each : requests) {
      Write write = TRY(write_of(db, table, each));
      if (!seen.insert(write.key).second) {
        return validation_exception("Provided list of item keys contains duplicates");
      }
      writes[table].push_back(std::move(write));
    }
  }
  api::dynamodb::BatchWriteItemOutput output;
  for (const auto& [table, of_table] : writes) {
    Capacity capacity;
    for (const Write& write : of_table) {
      const Written written = TRY(work_out(db, write));
      carry_out(db, write, written);
      capacity.add(write_capacity(request.return_consumed_capacity, *write.table, written.before,
                                  written.after));
      if (auto metrics = collection_metrics(request.return_item_collection_metrics, *write.table,
                                            write.target)) {
        output.item_collection_metrics[table].push_back(*std::move(metrics));
      }
    }
    if (auto used = consumed(request.return_consumed_capacity, *of_table.front().table, capacity)) {
      output.consumed_capacity.push_back(*std::move(used));
    }
  }
  return output;
}

}  // namespace spotdrill::dynamodb
