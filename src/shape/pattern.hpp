// The regular expressions of models: Java's syntax, matched against whole values in UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::shape {

/// Whether all of `text` matches `pattern`. `pattern` is a model's: it lives as long as the
/// program.
// DEVIATION: a character outside ASCII counts as a letter, whatever class it is of.
bool matches_pattern(std::string_view pattern, std::string_view text);

/// `pattern` in the syntax of Boost.Regex on bytes: \uXXXX, \p{L}, \p{N} and \p{Z} written out.
/// Exposed for tests.
std::string translate_pattern(std::string_view pattern);

}  // namespace spotdrill::shape
