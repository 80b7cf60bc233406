#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/legacy.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/dynamodb/read_request.hpp"
#include "services/dynamodb/table_names.hpp"
#include "services/dynamodb/values/key_text.hpp"

namespace spotdrill::dynamodb {
namespace {

using expressions::KeyCondition;
using expressions::KeyConditions;

ExpressionRequest query_expressions(const api::dynamodb::QueryInput& request) {
  ExpressionRequest expressions;
  expressions.projection = &request.projection_expression;
  expressions.filter = &request.filter_expression;
  expressions.key_condition = &request.key_condition_expression;
  expressions.names = &request.expression_attribute_names;
  expressions.values = &request.expression_attribute_values;
  // KeyConditions may be beside a FilterExpression.
  const bool mixed_keys =
      request.key_conditions.has_value() && request.key_condition_expression.has_value();
  expressions.legacy = {{"AttributesToGet", request.attributes_to_get.has_value()},
                        {"QueryFilter", request.query_filter.has_value()},
                        {"ConditionalOperator", request.conditional_operator.has_value()},
                        {"KeyConditions", mixed_keys}};
  return expressions;
}

Result<KeyConditions> keys_of(const api::dynamodb::QueryInput& request, Expressions& read) {
  if (read.keys) return *std::move(read.keys);
  if (!request.key_conditions) {
    return validation_exception(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  KeyConditions keys = TRY(legacy_key_conditions(*request.key_conditions));
  if (keys.empty() || keys.size() > 2) {
    return validation_exception("Conditions can be of length 1 or 2 only");
  }
  return keys;
}

bool can_be_looked_up(const std::string& operation) {
  constexpr std::array<std::string_view, 7> known{"=",  "<",       "<=",         ">",
                                                  ">=", "BETWEEN", "begins_with"};
  return std::ranges::find(known, operation) != known.end();
}

Result<void> check_condition(const TableRecord& table, const std::string& name,
                             const KeyCondition& condition) {
  if (!can_be_looked_up(condition.operation)) {
    return validation_exception("Attempted conditional constraint is not an indexable operation");
  }
  for (const Value& each : condition.values) {
    if (is_key_type(table, name, each)) continue;
    return invalid_parameter_values("Condition parameter type does not match schema type");
  }
  return {};
}

/// The conditions are about the schema's keys and nothing else; the first is of equality.
Result<void> check_keys(const TableRecord& table, const KeySchema& keys,
                        const KeyConditions& conditions) {
  const auto hash = conditions.find(keys.hash);
  if (keys.range.empty() && conditions.size() > 1) {
    return validation_exception("Query key condition not supported");
  }
  if (hash == conditions.end()) {
    return validation_exception(
        fmt::format("Query condition missed key schema element: {}", keys.hash));
  }
  TRY(check_condition(table, keys.hash, hash->second));
  if (hash->second.operation != "=") {
    return validation_exception("Query key condition not supported");
  }
  for (const Value& each : hash->second.values) {
    const auto* text = each.as<std::string>();
    if (text == nullptr || !text->empty()) continue;
    return validation_exception(fmt::format(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
        "contain an empty string value. Key: {}",
        keys.hash));
  }
  if (conditions.size() == 1) return {};
  const auto range = conditions.find(keys.range);
  if (range == conditions.end()) {
    return validation_exception(
        fmt::format("Query condition missed key schema element: {}", keys.range));
  }
  return check_condition(table, keys.range, range->second);
}

TextRange range_of(const KeySchema& keys, const KeyConditions& conditions) {
  const std::string partition = partition_text(conditions.at(keys.hash).values.front());
  const auto found = conditions.find(keys.range);
  if (keys.range.empty() || found == conditions.end()) return beginning_with(partition);
  const auto& [operation, values] = found->second;
  const TextRange all = beginning_with(partition);
  if (operation == "begins_with") return beginning_with(partition + key_prefix_text(values[0]));
  const TextRange equal = beginning_with(partition + key_text(values[0]));
  if (operation == "=") return equal;
  if (operation == "<") return {all.begin, equal.begin};
  if (operation == "<=") return {all.begin, equal.end};
  if (operation == ">") return {equal.end, all.end};
  if (operation == ">=") return {equal.begin, all.end};
  return {equal.begin, beginning_with(partition + key_text(values[1])).end};
}

/// Key attributes are asked for in the key condition, nowhere else.
Result<void> check_filter(const api::dynamodb::QueryInput& request, const KeySchema& keys,
                          const Reading& reading) {
  if (!reading.filter) return {};
  expressions::Heads heads;
  expressions::add_heads(*reading.filter, heads);
  for (const std::string* key : {&keys.hash, &keys.range}) {
    if (key->empty() || std::ranges::find(heads.all, *key) == heads.all.end()) continue;
    return validation_exception(
        fmt::format("{} can only contain non-primary key attributes: Primary key attribute: {}",
                    request.query_filter ? "QueryFilter" : "Filter Expression", *key));
  }
  return {};
}

/// Where to go on. It must be within what is asked for.
Result<void> start_behind(const api::dynamodb::QueryInput& request, Reading& reading) {
  if (!request.exclusive_start_key || request.exclusive_start_key->empty()) return {};
  const Attributes key = TRY(start_key(*request.exclusive_start_key));
  const std::string text = TRY(start_text(*reading.table, reading.index, key));
  const bool inside =
      text >= reading.range.begin && (reading.range.end.empty() || text < reading.range.end);
  if (!inside) {
    return validation_exception(
        "The provided starting key is outside query boundaries based on provided conditions");
  }
  reading.after = text;
  return {};
}

}  // namespace

Result<api::dynamodb::QueryOutput> query(DynamoDb& db, const api::dynamodb::QueryInput& request) {
  const ReadRequest common = read_request_of(request);
  const ExpressionRequest texts = query_expressions(request);
  TRY(check_parameters(texts));
  TRY(check_select(common));
  Expressions read = TRY(read_expressions(texts));
  Reading reading;
  reading.filter = std::move(read.filter);
  if (request.query_filter) {
    reading.filter = TRY(filter_condition(*request.query_filter, request.conditional_operator));
  }
  const KeyConditions conditions = TRY(keys_of(request, read));
  reading.table = TRY(usable_table(db, request.table_name));
  reading.index = TRY(index_of(*reading.table, common));
  const KeySchema& keys = reading.index == nullptr ? reading.table->keys : reading.index->keys;
  TRY(check_keys(*reading.table, keys, conditions));
  TRY(check_filter(request, keys, reading));
  TRY(choose_attributes(common, read, reading));
  reading.range = range_of(keys, conditions);
  reading.forward = request.scan_index_forward.value_or(true);
  reading.limit = request.limit;
  TRY(start_behind(request, reading));
  return read_reply<api::dynamodb::QueryOutput>(db, request, reading);
}

}  // namespace spotdrill::dynamodb
