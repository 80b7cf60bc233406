// One pattern of a filter policy: whether it is one, and whether a value matches it.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"

namespace spotdrill::sns {

/// Errors: what is wrong with it, as AWS says.
Result<void, std::string> check_pattern(const json::value& pattern);

/// Whether a value that is there (text, a number, a boolean, null) matches a checked pattern.
bool matches_pattern(const json::value& pattern, const json::value& value);

/// Whether the pattern holds of what is not there.
bool holds_of_nothing(const json::value& pattern);

}  // namespace spotdrill::sns
