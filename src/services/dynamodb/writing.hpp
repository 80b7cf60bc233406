// One write of one item: put, update, delete, or a condition alone. Alone, in a batch and in a
// transaction it is the same; first it is worked out, then it is done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "services/dynamodb/dynamodb.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb {

struct Write {
  enum class Kind : std::uint8_t { Put, Update, Delete, Check };
  Kind kind = Kind::Put;
  const TableRecord* table = nullptr;
  Attributes target;  ///< The item to be put, else the key.
  std::optional<expressions::Node> condition;
  expressions::Update update;  ///< Empty: the item stays as it is, or becomes its key.
  bool legacy = false;         ///< The update is of AttributeUpdates.
  bool shows_item = false;     ///< A refusal for the condition's sake has the item.
  std::string key;             ///< The primary text; check_write gives it.
};

/// The item before and after. Nothing: there is none.
struct Written {
  std::optional<Attributes> before;
  std::optional<Attributes> after;
};

/// Whether the table can have such an item or key. Errors: ValidationException.
Result<void> check_write(Write& write);

/// What would come of it. Nothing has changed yet.
/// Errors: ConditionalCheckFailedException, ValidationException.
Result<Written> work_out(const DynamoDb& db, const Write& write);

void carry_out(DynamoDb& db, const Write& write, const Written& written);

/// Errors: ValidationException, the item is larger than 400 KB.
Result<void> check_item_size(const Attributes& item);

}  // namespace spotdrill::dynamodb
