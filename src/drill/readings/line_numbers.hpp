// The numbers of a line of output, with the units that stand at them. Not what they mean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill {

struct LineNumber {
  std::size_t begin = 0;
  std::size_t end = 0;       ///< Of the digits.
  std::size_t unit_end = 0;  ///< Of the unit after them; `end` when there is none.
  double value = 0;
  double scale = 0;       ///< What the unit multiplies by; 0: no unit.
  bool bytes = false;     ///< The unit is one of bytes, not merely "k" or "M".
  bool unit_near = true;  ///< No blank stands between the number and its unit.
  bool whole = false;     ///< Digits only.
  bool usable = true;     ///< No version, address, hash or the like.
  bool named = false;     ///< It is glued to letters before it: "top1".

  bool operator==(const LineNumber&) const = default;
};

/// Stands for each byte of an escape sequence in `without_escapes`.
constexpr char escape_mark = '\x01';

bool is_digit(char c);
bool is_letter(char c);
bool one_of(char c, std::string_view signs);
/// A blank, or what has been an escape sequence.
bool is_gap(char c);

/// `line` with each byte of an escape sequence as `escape_mark`, so that places stay the same.
std::string without_escapes(std::string_view line);

/// Every number of `line`, from left to right, also those that are of no use as a figure.
std::vector<LineNumber> numbers_in(std::string_view line);

}  // namespace spotdrill::drill
