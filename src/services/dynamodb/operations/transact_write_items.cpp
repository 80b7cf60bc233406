#include <set>

#include "base/openssl.hpp"
#include "protocol/shape_json.hpp"
#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/values/item_size.hpp"
#include "services/dynamodb/write_request.hpp"

namespace spotdrill::dynamodb {
namespace {

/// "The aggregate size of the items in the transaction cannot exceed 4 MB."
constexpr std::size_t transact_write_bytes_max = 4 * 1024 * 1024;

/// Another token stands for another request.
std::string digest_of(const api::dynamodb::TransactWriteItemsInput& request) {
  api::dynamodb::TransactWriteItemsInput items;
  items.transact_items = request.transact_items;
  const std::string text =
      to_text(protocol::to_json(shape::shape_of<api::dynamodb::TransactWriteItemsInput>(), &items));
  return sha256_hex(text);
}

Result<Write> write_of_action(const DynamoDb& db, const api::dynamodb::TransactWriteItem& action) {
  const int actions = int{action.put.has_value()} + int{action.update.has_value()} +
                      int{action.delete_.has_value()} + int{action.condition_check.has_value()};
  if (actions != 1) {
    return validation_exception(
        "TransactItems can only contain one of Check, Put, Update or Delete");
  }
  if (const auto& put = action.put) {
    return make_write(db, Write::Kind::Put, put->table_name, put->item, expressions_of(*put),
                      put->return_values_on_condition_check_failure);
  }
  if (const auto& erased = action.delete_) {
    return make_write(db, Write::Kind::Delete, erased->table_name, erased->key,
                      expressions_of(*erased), erased->return_values_on_condition_check_failure);
  }
  ExpressionRequest expressions;
  if (const auto& update = action.update) {
    expressions = expressions_of(*update);
    const std::optional<std::string> text = update->update_expression;
    expressions.update = &text;
    return make_write(db, Write::Kind::Update, update->table_name, update->key, expressions,
                      update->return_values_on_condition_check_failure);
  }
  const auto& check = *action.condition_check;
  const std::optional<std::string> text = check.condition_expression;
  expressions.condition = &text;
  expressions.names = &check.expression_attribute_names;
  expressions.values = &check.expression_attribute_values;
  return make_write(db, Write::Kind::Check, check.table_name, check.key, expressions,
                    check.return_values_on_condition_check_failure);
}

/// Why an action cannot be carried out, as its reason says it.
CancellationReason reason_of(const AwsError& error, const Write& write, const DynamoDb& db) {
  if (error.code != "ConditionalCheckFailedException") {
    return {.code = "ValidationError", .message = error.message, .item = {}};
  }
  CancellationReason reason{.code = "ConditionalCheckFailed", .message = error.message, .item = {}};
  if (write.shows_item) reason.item = db.state(*write.table).find(write.key);
  return reason;
}

/// Every write worked out, or why the transaction is canceled.
Result<std::vector<Written>> work_out_all(const DynamoDb& db, std::vector<Write>& writes) {
  std::vector<Written> all(writes.size());
  std::vector<CancellationReason> reasons(writes.size());
  bool canceled = false;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const auto checked = check_write(writes[i]);
    if (!checked.has_value()) {
      reasons[i] = reason_of(checked.error(), writes[i], db);
      canceled = true;
    }
  }
  if (canceled) return transaction_canceled(reasons);
  std::set<std::pair<const TableRecord*, std::string>> seen;
  for (const Write& each : writes) {
    if (!seen.emplace(each.table, each.key).second) {
      return validation_exception(
          "Transaction request cannot include multiple operations on one item");
    }
  }
  for (std::size_t i = 0; i < writes.size(); ++i) {
    auto written = work_out(db, writes[i]);
    if (written.has_value()) {
      all[i] = *std::move(written);
    } else {
      reasons[i] = reason_of(written.error(), writes[i], db);
      canceled = true;
    }
  }
  if (canceled) return transaction_canceled(reasons);
  return all;
}

Result<void> check_transaction_size(const std::vector<Written>& all) {
  std::size_t bytes = 0;
  for (const Written& each : all) bytes += each.after ? item_size(*each.after) : 0;
  if (bytes <= transact_write_bytes_max) return {};
  // DEVIATION: AWS's message is not known to us.
  return validation_exception("The items of the transaction are larger than 4 MB together.");
}

}  // namespace

Result<api::dynamodb::TransactWriteItemsOutput> transact_write_items(
    DynamoDb& db, const api::dynamodb::TransactWriteItemsInput& request) {
  std::vector<Write> writes;
  for (const auto& each : request.transact_items) {
    writes.push_back(TRY(write_of_action(db, each)));
  }
  api::dynamodb::TransactWriteItemsOutput output;
  std::string digest;
  if (request.client_request_token) {
    digest = digest_of(request);
    if (const TokenRecord* known = db.find_token(*request.client_request_token)) {
      if (known->request != digest) return idempotent_parameter_mismatch();
      return output;  // It has been carried out.
    }
  }
  const std::vector<Written> all = TRY(work_out_all(db, writes));
  TRY(check_transaction_size(all));
  std::map<std::string, Capacity> capacities;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Write& write = writes[i];
    carry_out(db, write, all[i]);
    capacities[write.table->name].add(write_capacity(request.return_consumed_capacity, *write.table,
                                                     all[i].before, all[i].after));
    if (auto metrics = collection_metrics(request.return_item_collection_metrics, *write.table,
                                          write.target)) {
      output.item_collection_metrics[write.table->name].push_back(*std::move(metrics));
    }
  }
  if (request.client_request_token) db.put_token(*request.client_request_token, digest);
  for (const auto& [name, capacity] : capacities) {
    auto used = consumed_by_transaction(request.return_consumed_capacity, *db.find_table(name),
                                        capacity, false);
    if (used) output.consumed_capacity.push_back(*std::move(used));
  }
  return output;
}

}  // namespace spotdrill::dynamodb
