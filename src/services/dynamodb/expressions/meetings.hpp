// Two paths of one expression must not meet.
#pragma once

#include "services/dynamodb/expressions/problems.hpp"
#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// Tells of the last of `paths` when it meets one before it.
void check_meetings(const std::vector<Path>& paths, Problems& problems);

}  // namespace spotdrill::dynamodb::expressions
