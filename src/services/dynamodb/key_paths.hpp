// Expressions must not look into keys: they are scalars.
#pragma once

#include "base/result.hpp"
#include "services/dynamodb/expressions/tree.hpp"
#include "services/dynamodb/records.hpp"

namespace spotdrill::dynamodb {

/// Errors: ValidationException.
Result<void> check_key_paths(const TableRecord& table, const expressions::Heads& heads);

}  // namespace spotdrill::dynamodb
