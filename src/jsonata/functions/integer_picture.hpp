// Pictures of integers, as XPath's fn:format-integer has them: digits with grouping separators,
// letters, Roman numerals and words. Source: XPath and XQuery Functions and Operators 3.1, 4.6.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

enum class Numbering : std::uint8_t { Decimal, Letters, Roman, Words, Sequence };
enum class LetterCase : std::uint8_t { None, Lower, Upper, Title };

struct Separator {
  std::size_t position = 0;  ///< Digits to its right.
  char32_t character = 0;
};

struct IntegerPicture {
  Numbering numbering = Numbering::Decimal;
  LetterCase letter_case = LetterCase::Lower;
  bool ordinal = false;
  char32_t zero = U'0';
  int mandatory_digits = 0;
  int optional_digits = 0;
  std::size_t interval = 0;           ///< Of regular separators; 0: each stands where it is.
  std::vector<Separator> separators;  ///< From the right.
  std::string text;                   ///< As written.
};

/// Errors: D3131.
Result<IntegerPicture, Failure> analyse_integer_picture(Evaluation& evaluation,
                                                        std::string_view picture);

/// Errors: D3130, for numberings that are not known.
Result<std::string, Failure> format_integer(Evaluation& evaluation, double value,
                                            const IntegerPicture& picture);

/// What `text` says by the picture; NaN if it says nothing.
Result<double, Failure> parse_integer(Evaluation& evaluation, std::string_view text,
                                      const IntegerPicture& picture);

/// As JavaScript's parseInt reads decimals: what comes first, NaN if that is no number.
double leading_integer(std::string_view text);

// Words and numerals.
std::string words_of(double value, bool ordinal);
double value_of_words(std::string_view text);
double value_of_roman(std::string_view text);
double value_of_letters(std::string_view text, char first);
/// All words that a number can be of, as alternatives of a regular expression.
std::string word_alternatives();

}  // namespace spotdrill::jsonata
