// Text in the columns of a terminal. Not what is written into files, whose readers wrap themselves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spotdrill::report {

/// How many columns a line of UTF-8 takes: escape sequences none, wide characters two.
std::size_t display_width(std::string_view line);

/// As much of the beginning of `line` as fits into `columns`.
std::string_view fitting(std::string_view line, std::size_t columns);

/// `text` with every line that is longer than `columns` broken between words; what follows stands
/// below the line's last column of text. A word is never broken. `columns` 0: as it is.
std::string wrapped(std::string_view text, std::size_t columns);

}  // namespace spotdrill::report
