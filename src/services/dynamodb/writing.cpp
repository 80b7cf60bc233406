#include "services/dynamodb/writing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "services/dynamodb/errors.hpp"
#include "services/dynamodb/expressions/evaluate.hpp"
#include "services/dynamodb/expressions/update.hpp"
#include "services/dynamodb/key_paths.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/values/api_values.hpp"
#include "services/dynamodb/values/item_size.hpp"

namespace spotdrill::dynamodb {
namespace {

Result<void> check_update(const TableRecord& table, const expressions::Update& update) {
  expressions::Heads heads;
  for (const expressions::Action& each : update) expressions::add_heads(each.path, heads);
  for (const std::string* key : {&table.keys.hash, &table.keys.range}) {
    if (key->empty() || std::ranges::find(heads.all, *key) == heads.all.end()) continue;
    return invalid_parameter_values(
        fmt::format("Cannot update attribute {}. This attribute is part of the key", *key));
  }
  return check_key_paths(table, heads);
}

/// Legacy updates are refused in other words.
std::string refusal_of_update(std::string message, bool legacy) {
  if (legacy && message == "An operand in the update expression has an incorrect data type") {
    return "Type mismatch for attribute to update";
  }
  return message;
}

Result<Attributes> updated(const Write& write, const std::optional<Attributes>& before) {
  auto after = expressions::apply(write.update, before ? *before : write.target);
  if (!after.has_value()) {
    return validation_exception(refusal_of_update(std::move(after).error(), write.legacy));
  }
  TRY(check_updated_index_keys(*write.table, *after));
  for (const auto& [name, value] : *after) {
    if (nesting(value) <= nesting_max) continue;
    return validation_exception(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
        "beyond supported limit");
  }
  if (item_size(*after) > item_bytes_max) {
    return validation_exception("Item size to update has exceeded the maximum allowed size");
  }
  return *std::move(after);
}

}  // namespace

Result<void> check_item_size(const Attributes& item) {
  if (item_size(item) <= item_bytes_max) return {};
  return validation_exception("Item size has exceeded the maximum allowed size");
}

Result<void> check_write(Write& write) {
  if (write.kind == Write::Kind::Put) {
    TRY(check_item(*write.table, write.target));
  } else {
    TRY(check_key(*write.table, write.target));
  }
  TRY(check_update(*write.table, write.update));
  if (write.condition) {
    expressions::Heads heads;
    expressions::add_heads(*write.condition, heads);
    TRY(check_key_paths(*write.table, heads));
  }
  write.key = primary_text(*write.table, write.target);
  return {};
}

Result<Written> work_out(const DynamoDb& db, const Write& write) {
  Written written;
  written.before = db.state(*write.table).find(write.key);
  const Attributes none;
  if (write.condition &&
      !expressions::holds(*write.condition, written.before ? *written.before : none)) {
    return conditional_check_failed(write.shows_item ? written.before : std::nullopt);
  }
  switch (write.kind) {
    case Write::Kind::Put:
      written.after = write.target;
      break;
    case Write::Kind::Update:
      written.after = TRY(updated(write, written.before));
      break;
    case Write::Kind::Delete:
      break;
    case Write::Kind::Check:
      written.after = written.before;
      break;
  }
  return written;
}

void carry_out(DynamoDb& db, const Write& write, const Written& written) {
  if (write.kind == Write::Kind::Check) return;
  if (written.after) {
    db.put_item(*write.table, write.key, written.before, *written.after);
  } else if (written.before) {
    db.erase_item(*write.table, write.key, *written.before);
  }
}

}  // namespace spotdrill::dynamodb
