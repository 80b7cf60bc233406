// AllowedPattern: a regular expression of the caller's, bounded in what it may cost.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace spotdrill::ssm {

/// Whether all of `value` matches `pattern`.
/// Errors: InvalidAllowedPatternException, ParameterPatternMismatchException.
// DEVIATION: Perl's syntax, where AWS has Java's. They differ in possessive corner cases only.
Result<void> check_pattern(std::string_view pattern, std::string_view value);

}  // namespace spotdrill::ssm
