// The numbers that a line of a program prints, found in its text: what `spotdrill init` reads a
// job's progress from. A guess from what people write, not a parser of any language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill::sketch {

/// A number in printed text, as a drill would look for it.
struct PrintedNumber {
  enum class Unit : std::uint8_t {
    Percent,   ///< "{x} %".
    Counted,   ///< "{n} of {total}": `total` is what stands for the total.
    Labelled,  ///< "step {n}": `total` is the label; what it counts to stands elsewhere.
  };
  bool saved = false;  ///< What is saved, not what is done.
  Unit unit = Unit::Percent;
  std::string pattern;  ///< A regular expression with one group, for `log:`.
  std::string total;
  std::string value;   ///< The expression that the number comes from; may be empty.
  bool outer = false;  ///< A count of what comes again and again: epochs, files.
  int weight = 0;      ///< How much it looks like progress; more is better.

  bool operator==(const PrintedNumber&) const = default;
};

/// The numbers of progress (or of saved work) that `line` prints, the likeliest first: a pair that
/// counts epochs or the like, another pair, a percentage, a count alone; never an accuracy, a loss,
/// or a share of memory, CPU or disk. `bare` lines are all format strings, as they stand in a
/// compiled program.
std::vector<PrintedNumber> printed_numbers(std::string_view line, bool saved, bool bare);

/// The first of these.
std::optional<PrintedNumber> printed_number(std::string_view line, bool saved, bool bare);

}  // namespace spotdrill::drill::sketch
