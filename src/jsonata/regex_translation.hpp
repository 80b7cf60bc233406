// ECMAScript's patterns in Boost.Regex's words. What the two spell alike and mean differently
// (classes, anchors, escapes, empty classes, references to groups) is spelled out; what ECMAScript
// refuses is refused here.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::jsonata {

/// Errors: the reference engine's sentence.
Result<std::wstring, std::string> translate_regex(std::string_view pattern, bool ignore_case,
                                                  bool multiline);

}  // namespace spotdrill::jsonata
