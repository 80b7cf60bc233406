// A translated pattern for texts of ASCII alone: what is beyond matches nothing there. Boost.Regex
// looks into sets of narrow characters by a bit, into sets of wide ones by comparing strings.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::jsonata {

/// `translated`: as translate_regex has it, where each character of the text is a code or a member
/// of a set.
std::string narrow_regex(std::wstring_view translated);

}  // namespace spotdrill::jsonata
