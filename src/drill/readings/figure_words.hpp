// The words that say what a figure counts, in output of programs: which come again and again, which
// are no progress. Of English words and their usual abbreviations; a guess like every word.
#pragma once

#include <cstdint>
#include <string_view>

namespace spotdrill::drill {

enum class FigureWord : std::uint8_t {
  Unknown,
  Outer,     ///< What comes again and again, with something in it that runs from 0: epoch, file.
  Counted,   ///< What is counted within: step, batch, frame.
  Progress,  ///< It says itself that it is progress: done, complete.
  Other,     ///< What is no progress: accuracy, memory.
};

/// What `word`, in lower case, says: as it is, without a plural's "s" or a number at its end, or
/// one of the words that "_" and "-" join in it ("val_acc", "gpu-util").
FigureWord figure_word(std::string_view word);

}  // namespace spotdrill::drill
