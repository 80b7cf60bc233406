#include "services/dynamodb/keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/values/item_size.hpp"
#include "services/dynamodb/values/key_text.hpp"

namespace spotdrill::dynamodb {
namespace {

// Source: DynamoDB Developer Guide, "Quotas", Partition keys and sort keys.
constexpr std::size_t hash_key_bytes_max = 2048;
constexpr std::size_t range_key_bytes_max = 1024;

/// How many bytes an S or B has; nothing of other types.
std::optional<std::size_t> bytes_of(const Value& value) {
  if (const auto* text = value.as<std::string>()) return text->size();
  if (const auto* binary = value.as<Binary>()) return binary->bytes.size();
  return std::nullopt;
}

Result<void> check_key_bytes(const Value& value, const std::string& name, bool hash) {
  const auto size = bytes_of(value);
  if (!size) return {};
  if (*size == 0) {
    return validation_exception(fmt::format(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
        "contain an empty {} value. Key: {}",
        value.as<Binary>() != nullptr ? "binary" : "string", name));
  }
  if (hash && *size > hash_key_bytes_max) {
    // The missing space is AWS's.
    return validation_exception(
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
        "limit of2048 bytes");
  }
  if (!hash && *size > range_key_bytes_max) {
    return validation_exception(
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
        "the size limit of 1024 bytes");
  }
  return {};
}

Result<void> check_item_key(const TableRecord& table, const std::string& name, bool hash,
                            const Attributes& item) {
  if (name.empty()) return {};
  const auto found = item.find(name);
  if (found == item.end()) {
    return validation_exception(fmt::format(
        "One or more parameter values were invalid: Missing the key {} in the item", name));
  }
  if (!is_key_type(table, name, found->second)) {
    return validation_exception(
        fmt::format("One or more parameter values were invalid: Type mismatch for key {} expected: "
                    "{} actual: {}",
                    name, table.types.at(name), type_name(found->second.type())));
  }
  return check_key_bytes(found->second, name, hash);
}

Result<void> check_index_key(const TableRecord& table, const IndexRecord& index,
                             const std::string& name, const Attributes& item, bool updated) {
  const auto found = item.find(name);
  if (found == item.end()) return {};
  if (!is_key_type(table, name, found->second)) {
    return validation_exception(
        fmt::format("One or more parameter values were invalid: Type mismatch for Index Key {} "
                    "Expected: {} Actual: {} IndexName: {}",
                    name, table.types.at(name), type_name(found->second.type()), index.name));
  }
  if (bytes_of(found->second) == std::size_t{0}) {
    const bool binary = found->second.as<Binary>() != nullptr;
    return validation_exception(
        fmt::format("One or more parameter values are not valid. {} is not supported. The "
                    "AttributeValue for a key attribute cannot contain an empty {} value. "
                    "IndexName: {}, IndexKey: {}",
                    updated ? "The update expression attempted to update a secondary index key to "
                              "a value that"
                            : "A value specified for a secondary index key",
                    binary ? "binary" : "string", index.name, name));
  }
  return check_key_bytes(found->second, name, name == index.keys.hash);
}

Result<void> check_index_keys(const TableRecord& table, const Attributes& item, bool updated) {
  for (const IndexRecord& index : table.indexes) {
    for (const std::string* name : {&index.keys.hash, &index.keys.range}) {
      if (!name->empty()) TRY(check_index_key(table, index, *name, item, updated));
    }
  }
  return {};
}

/// Null when the item has no such attribute, or one of another type from before there was the
/// index.
const Value* key_value(const TableRecord& table, const std::string& name, const Attributes& item) {
  const auto found = item.find(name);
  const bool fits = found != item.end() && is_key_type(table, name, found->second);
  return fits ? &found->second : nullptr;
}

void copy_attribute(const Attributes& from, const std::string& name, Attributes& to) {
  const auto found = from.find(name);
  if (found != from.end()) to.insert_or_assign(name, found->second);
}

}  // namespace

bool is_key_type(const TableRecord& table, const std::string& name, const Value& value) {
  return type_name(value.type()) == table.types.at(name);
}

Result<void> check_key(const TableRecord& table, const Attributes& key) {
  const std::size_t wanted = table.keys.range.empty() ? 1 : 2;
  if (key.size() != wanted) return key_does_not_match();
  for (const std::string* name : {&table.keys.hash, &table.keys.range}) {
    if (name->empty()) continue;
    const auto found = key.find(*name);
    if (found == key.end() || !is_key_type(table, *name, found->second)) {
      return key_does_not_match();
    }
    TRY(check_key_bytes(found->second, *name, name == &table.keys.hash));
  }
  return {};
}

Result<void> check_item(const TableRecord& table, const Attributes& item) {
  TRY(check_item_key(table, table.keys.hash, true, item));
  TRY(check_item_key(table, table.keys.range, false, item));
  return check_index_keys(table, item, false);
}

Result<void> check_updated_index_keys(const TableRecord& table, const Attributes& item) {
  return check_index_keys(table, item, true);
}

std::string primary_text(const TableRecord& table, const Attributes& item) {
  std::string text = partition_text(item.at(table.keys.hash));
  if (!table.keys.range.empty()) text += key_text(item.at(table.keys.range));
  return text;
}

std::optional<std::string> index_prefix(const TableRecord& table, const IndexRecord& index,
                                        const Attributes& item) {
  const Value* hash = key_value(table, index.keys.hash, item);
  if (hash == nullptr) return std::nullopt;
  std::string text = partition_text(*hash);
  if (!index.keys.range.empty()) {
    const Value* range = key_value(table, index.keys.range, item);
    if (range == nullptr) return std::nullopt;
    text += key_text(*range);
  }
  return text;
}

Attributes key_of(const TableRecord& table, const IndexRecord* index, const Attributes& item) {
  Attributes key;
  copy_attribute(item, table.keys.hash, key);
  copy_attribute(item, table.keys.range, key);
  if (index == nullptr) return key;
  copy_attribute(item, index->keys.hash, key);
  copy_attribute(item, index->keys.range, key);
  return key;
}

const IndexRecord* find_index(const TableRecord& table, std::string_view name) {
  const auto found = std::ranges::find(table.indexes, name, &IndexRecord::name);
  return found == table.indexes.end() ? nullptr : &*found;
}

Attributes project_to_index(const TableRecord& table, const IndexRecord& index,
                            const Attributes& item) {
  if (index.projection == "ALL") return item;
  Attributes projected = key_of(table, &index, item);
  for (const std::string& name : index.included) copy_attribute(item, name, projected);
  return projected;
}

std::size_t entry_size(const TableRecord& table, const IndexRecord& index, const Attributes& item) {
  if (index.projection == "ALL") return item_size(item);
  return item_size(project_to_index(table, index, item));
}

}  // namespace spotdrill::dynamodb
