// Pictures of dates and times, as XPath's fn:format-dateTime has them: `[D01]/[M01]/[Y0001]`.
// Source: XPath and XQuery Functions and Operators 3.1, 9.8.4.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jsonata/functions/integer_picture.hpp"

namespace spotdrill::jsonata {

/// A variable marker, or text between them.
struct DatePart {
  std::string literal;    ///< Without a component.
  std::string component;  ///< One character; none: a literal.
  std::optional<int> width_min;
  std::optional<int> width_max;
  LetterCase names = LetterCase::None;  ///< A name, not a number.
  bool as_z = false;                    ///< UTC is "Z".
  std::optional<IntegerPicture> integer;
  int digits = -1;  ///< Of a year, month or day; -1: any.

  char letter() const { return component.size() == 1 ? component[0] : '\0'; }
};

using DatePicture = std::vector<DatePart>;

inline constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
inline constexpr std::array<std::string_view, 7> day_names{
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/// Errors: D3131, D3132, D3135.
Result<DatePicture, Failure> analyse_date_picture(Evaluation& evaluation, std::string_view picture);

/// A time in milliseconds as the picture has it; no picture is ISO 8601. `zone` is like +0100.
Outcome format_date(Evaluation& evaluation, double milliseconds, Value picture, Value zone);

/// The time that `text` says, or nothing. Errors: D3110, D3133, D3136.
Outcome parse_date(Evaluation& evaluation, std::string_view text, Value picture);

}  // namespace spotdrill::jsonata
