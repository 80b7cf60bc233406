// Key attributes: whether an item or a request has them as the table's schema wants them, and the
// texts under which items and entries of indexes lie.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "services/dynamodb/records.hpp"
#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb {

/// Whether `value` is of the type that the table's key `name`, or an index's, has.
bool is_key_type(const TableRecord& table, const std::string& name, const Value& value);

/// A request's Key has exactly the key attributes, of their types. Errors: ValidationException.
Result<void> check_key(const TableRecord& table, const Attributes& key);

/// An item has its key attributes, and those of indexes, where it has them, are of their types.
/// Errors: ValidationException.
Result<void> check_item(const TableRecord& table, const Attributes& item);

/// As check_item does of indexes' keys, in the words that AWS has after an update.
Result<void> check_updated_index_keys(const TableRecord& table, const Attributes& item);

/// Where an item lies among the table's. It must have passed check_item or check_key.
std::string primary_text(const TableRecord& table, const Attributes& item);

/// Where an item lies in an index, without its primary text, which follows; nothing when it has not
/// all of the index's keys.
std::optional<std::string> index_prefix(const TableRecord& table, const IndexRecord& index,
                                        const Attributes& item);

/// The attributes of `item` that are keys: the table's, and the index's when there is one.
Attributes key_of(const TableRecord& table, const IndexRecord* index, const Attributes& item);

/// The index called `name`, or null.
const IndexRecord* find_index(const TableRecord& table, std::string_view name);

/// What an index has of an item.
Attributes project_to_index(const TableRecord& table, const IndexRecord& index,
                            const Attributes& item);

/// How large that is. Units: bytes.
std::size_t entry_size(const TableRecord& table, const IndexRecord& index, const Attributes& item);

}  // namespace spotdrill::dynamodb
