// Upper and lower case as String.prototype.toUpperCase and toLowerCase have them: Unicode's,
// without regard to a language.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::jsonata {

std::string uppercase(std::string_view text);
std::string lowercase(std::string_view text);

/// The one code point that `code` is in the other case; itself if there is none.
char32_t simple_uppercase(char32_t code);
char32_t simple_lowercase(char32_t code);

}  // namespace spotdrill::jsonata
