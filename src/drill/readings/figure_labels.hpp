// The words around a figure in a line of output, and what they say of it. Not the figures.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spotdrill::drill {

struct FigureLabel {
  std::string label;     ///< Lower case; empty: none.
  bool outer = false;    ///< It counts what comes again and again.
  bool other = false;    ///< It is no progress.
  std::size_t used = 0;  ///< Up to here the words after it are its own.
};

/// The label of the figure that stands from `begin` to `end` in `line`, by the words before it,
/// none from before `from`, and, where those say nothing, after it. A number parts words from a
/// figure.
FigureLabel figure_label(std::string_view line, std::size_t from, std::size_t begin,
                         std::size_t end);

}  // namespace spotdrill::drill
