// Pictures of decimal numbers, as XPath's fn:format-number has them: `#,##0.00;(#)`.
// Source: XPath and XQuery Functions and Operators 3.1, 4.7.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

/// The characters of a picture, each of which may be another.
struct DecimalFormat {
  std::u32string decimal_separator = U".";
  std::u32string grouping_separator = U",";
  std::u32string exponent_separator = U"e";
  std::u32string minus_sign = U"-";
  std::u32string percent = U"%";
  std::u32string per_mille = U"\u2030";
  std::u32string zero_digit = U"0";
  std::u32string digit = U"#";
  std::u32string pattern_separator = U";";

  bool is_digit(char32_t c) const { return c >= zero_digit[0] && c < zero_digit[0] + 10; }
  bool is_any_digit(char32_t c) const { return is_digit(c) || std::u32string{c} == digit; }
  bool is_active(char32_t c) const;
};

/// One of the two pictures that a semicolon parts.
struct SubPicture {
  std::u32string text;
  std::u32string prefix;
  std::u32string suffix;
  std::vector<int> integer_groups;     ///< Digits to the right of each separator.
  std::vector<int> fractional_groups;  ///< Digits to the left of each.
  int interval = 0;                    ///< Of regular separators.
  int integer_min = 0;
  int scaling = 0;
  int fraction_min = 0;
  int fraction_max = 0;
  int exponent_min = 0;
};

/// Errors: D3085 to D3093.
Result<SubPicture, Failure> analyse_sub_picture(Evaluation& evaluation, const DecimalFormat& format,
                                                std::u32string_view text);

}  // namespace spotdrill::jsonata
