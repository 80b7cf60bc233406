// Numbers as JavaScript writes and reads them.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::jsonata {

/// Whether `number` is whole and no other whole number reads as it.
bool is_exact_integer(double number);

/// The shortest text that reads as `number` again: 1e+21, 0.000001, 1e-7, NaN, Infinity.
std::string number_text(double number);

/// As JSON.stringify writes it: what JSON has no number for is null.
std::string json_number_text(double number);

/// As $string writes it: what 15 significant digits leave of it, null if it is not finite.
std::string number_text_of_15_digits(double number);

/// `number` rounded to 15 significant digits.
double rounded_to_15_digits(double number);

/// `number` with `digits` behind the point, never with an exponent.
std::string fixed_text(double number, int digits);

/// In base `radix`, 2 to 36, for a whole number.
std::string radix_text(double number, int radix);

/// The number that `text` is as a whole, as strtod reads it; infinite if it is too large.
double parse_decimal(std::string_view text);

}  // namespace spotdrill::jsonata
