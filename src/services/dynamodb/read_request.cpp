#include "services/dynamodb/read_request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/key_paths.hpp"
#include "services/dynamodb/keys.hpp"

namespace spotdrill::dynamodb {
namespace {

/// What of `names` an index does not have.
std::vector<std::string> not_projected(const TableRecord& table, const IndexRecord& index,
                                       const std::vector<std::string>& names) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    const bool has = name == table.keys.hash || name == table.keys.range ||
                     name == index.keys.hash || name == index.keys.range ||
                     std::ranges::find(index.included, name) != index.included.end();
    if (!has && std::ranges::find(missing, name) == missing.end()) missing.push_back(name);
  }
  return missing;
}

Result<void> check_start_key_type(const TableRecord& table, const std::string& name,
                                  const Attributes& key) {
  if (name.empty()) return {};
  const auto found = key.find(name);
  if (found == key.end()) return validation_exception("The provided starting key is invalid");
  if (!is_key_type(table, name, found->second)) return key_does_not_match();
  return {};
}

}  // namespace

Result<void> check_select(const ReadRequest& request) {
  if (!request.select) return {};
  const std::string& select = *request.select;
  const std::string_view given = request.projection_expression ? "ProjectionExpression"
                                 : request.attributes_to_get   ? "AttributesToGet"
                                                               : "";
  if (select == "SPECIFIC_ATTRIBUTES") {
    if (!given.empty()) return {};
    return validation_exception(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
        "SPECIFIC_ATTRIBUTES");
  }
  if (select == "ALL_PROJECTED_ATTRIBUTES" && !request.index_name) {
    return invalid_parameter_values(
        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (given.empty()) return {};
  return validation_exception(fmt::format("Cannot specify the {} when choosing to get {}", given,
                                          select == "COUNT" ? "only the Count" : select));
}

Result<const IndexRecord*> index_of(const TableRecord& table, const ReadRequest& request) {
  if (!request.index_name) return static_cast<const IndexRecord*>(nullptr);
  const IndexRecord* index = find_index(table, *request.index_name);
  if (index == nullptr || index->status == "DELETING") {
    return validation_exception(
        fmt::format("The table does not have the specified index: {}", *request.index_name));
  }
  if (index->status == "CREATING") {
    return validation_exception(
        fmt::format("Cannot read from backfilling global secondary index: {}", index->name));
  }
  if (index->global && request.consistent_read.value_or(false)) {
    return validation_exception("Consistent reads are not supported on global secondary indexes");
  }
  return index;
}

Result<void> choose_attributes(const ReadRequest& request, const Expressions& read,
                               Reading& reading) {
  reading.consistent = request.consistent_read.value_or(false);
  reading.projection = read.projection;
  if (!reading.projection && request.attributes_to_get) {
    reading.projection = TRY(attributes_to_get(*request.attributes_to_get));
  }
  expressions::Heads heads;
  if (reading.projection) {
    for (const auto& path : *reading.projection) expressions::add_heads(path, heads);
  }
  if (reading.filter) expressions::add_heads(*reading.filter, heads);
  TRY(check_key_paths(*reading.table, heads));
  if (reading.index == nullptr || reading.index->projection == "ALL") return {};

  const bool everything = request.select == "ALL_ATTRIBUTES";
  if (everything && reading.index->global) {
    return invalid_parameter_values(
        fmt::format("Select type ALL_ATTRIBUTES is not supported for global secondary index {} "
                    "because its projection type is not ALL",
                    reading.index->name));
  }
  const auto missing = not_projected(*reading.table, *reading.index, heads.all);
  if (!missing.empty() && reading.index->global) {
    return invalid_parameter_values(fmt::format("Global secondary index {} does not project [{}]",
                                                reading.index->name, fmt::join(missing, ", ")));
  }
  reading.whole_items = everything || !missing.empty();
  return {};
}

Result<Attributes> start_key(const ApiAttributes& key) {
  auto read = read_attributes(key);
  if (!read.has_value()) {
    return validation_exception(
        fmt::format("The provided starting key is invalid: {}", read.error()));
  }
  return *std::move(read);
}

Result<std::string> start_text(const TableRecord& table, const IndexRecord* index,
                               const Attributes& key) {
  if (index == nullptr) {
    const auto checked = check_key(table, key);
    if (!checked.has_value()) {
      return validation_exception(
          fmt::format("The provided starting key is invalid: {}", checked.error().message));
    }
    return primary_text(table, key);
  }
  if (key_of(table, index, key).size() != key.size()) {
    return validation_exception("The provided starting key is invalid");
  }
  for (const std::string* name :
       {&table.keys.hash, &table.keys.range, &index->keys.hash, &index->keys.range}) {
    TRY(check_start_key_type(table, *name, key));
  }
  return *index_prefix(table, *index, key) + primary_text(table, key);
}

}  // namespace spotdrill::dynamodb
