// AllowedPattern: a regular expression of the template's author, bounded in what it may cost.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::cloudformation {

/// Whether all of `text` matches `pattern`. Errors: one sentence, of a pattern that is none or that
/// takes too long.
// DEVIATION: Perl's syntax, where AWS has Java's. They differ in possessive corner cases only.
Result<bool, std::string> matches_whole(std::string_view pattern, std::string_view text);

}  // namespace spotdrill::cloudformation
