#include <set>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/getting.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/operations.hpp"

namespace spotdrill::dynamodb {
namespace {

/// "A single operation can retrieve up to 16 MB of data, which can contain as many as 100 items."
constexpr std::size_t batch_get_bytes_max = 16 * 1024 * 1024;
constexpr std::size_t batch_get_items_max = 100;

/// What is asked of one table, checked.
struct TableBatch {
  const std::string* name = nullptr;  ///< As the request has it.
  const api::dynamodb::KeysAndAttributes* request = nullptr;
  const TableRecord* table = nullptr;
  WantedPaths wanted;
  std::vector<Attributes> keys;
};

Result<TableBatch> check_batch(const DynamoDb& db, const std::string& name,
                               const api::dynamodb::KeysAndAttributes& request) {
  TableBatch batch{.name = &name, .request = &request};
  batch.wanted = TRY(projection_of(request));
  for (const ApiAttributes& key : request.keys) batch.keys.push_back(TRY(item_of(key)));
  batch.table = TRY(usable_table(db, name));
  std::set<std::string> seen;
  for (const Attributes& key : batch.keys) {
    TRY(check_wanted(*batch.table, key, batch.wanted));
    if (!seen.insert(primary_text(*batch.table, key)).second) {
      return validation_exception("Provided list of item keys contains duplicates");
    }
  }
  return batch;
}

/// Gets until the reply is full; the rest is left for the caller to ask for again.
class BatchGetter {
 public:
  BatchGetter(const DynamoDb& db, const api::dynamodb::BatchGetItemInput& request)
      : db_(db), request_(request) {
    output_.responses.emplace();
    output_.unprocessed_keys.emplace();
  }

  void get_all(const TableBatch& batch) {
    auto& items = (*output_.responses)[*batch.name];
    Capacity capacity;
    const bool consistent = batch.request->consistent_read.value_or(false);
    for (std::size_t i = 0; i < batch.keys.size(); ++i) {
      const Got got = get(db_, *batch.table, batch.keys[i], batch.wanted, consistent);
      if (bytes_ + got.bytes > batch_get_bytes_max) {
        leave_out(batch, batch.request->keys[i]);
        continue;
      }
      bytes_ += got.bytes;
      capacity.add(got.capacity);
      if (got.item) items.push_back(write_attributes(*got.item));
    }
    if (auto used = consumed(request_.return_consumed_capacity, *batch.table, capacity)) {
      output_.consumed_capacity.push_back(*std::move(used));
    }
  }

  api::dynamodb::BatchGetItemOutput finish() && { return std::move(output_); }

 private:
  void leave_out(const TableBatch& batch, const ApiAttributes& key) {
    auto [left, first] = output_.unprocessed_keys->try_emplace(*batch.name, *batch.request);
    if (first) left->second.keys.clear();
    left->second.keys.push_back(key);
  }

  const DynamoDb& db_;
  const api::dynamodb::BatchGetItemInput& request_;
  api::dynamodb::BatchGetItemOutput output_;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<api::dynamodb::BatchGetItemOutput> batch_get_item(
    DynamoDb& db, const api::dynamodb::BatchGetItemInput& request) {
  std::size_t keys = 0;
  for (const auto& [name, each] : request.request_items) keys += each.keys.size();
  if (keys > batch_get_items_max) {
    return validation_exception("Too many items requested for the BatchGetItem call");
  }
  std::vector<TableBatch> batches;
  for (const auto& [name, each] : request.request_items) {
    batches.push_back(TRY(check_batch(db, name, each)));
  }
  BatchGetter getter{db, request};
  for (const TableBatch& each : batches) getter.get_all(each);
  return std::move(getter).finish();
}

}  // namespace spotdrill::dynamodb
