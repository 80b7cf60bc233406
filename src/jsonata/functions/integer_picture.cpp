#include "jsonata/functions/integer_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "jsonata/functions/library.hpp"
#include "jsonata/letter_case.hpp"
#include "jsonata/number_text.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

// Where Unicode has ten digits in a row.
constexpr std::array<char32_t, 37> digit_families{
    0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
    0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0,
    0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
    0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10};

constexpr double roman_max = 1e7;

/// The interval of separators that are alike and equally far from each other; 0 if they are not.
std::size_t regular_interval(const std::vector<Separator>& separators) {
  if (separators.empty()) return 0;
  std::size_t interval = 0;
  for (const Separator& each : separators) {
    if (each.character != separators[0].character) return 0;
    interval = std::gcd(interval, each.position);
  }
  for (std::size_t i = 1; i <= separators.size(); ++i) {
    const bool there =
        std::any_of(separators.begin(), separators.end(),
                    [&](const Separator& each) { return each.position == i * interval; });
    if (!there) return 0;
  }
  return interval;
}

Result<void, Failure> analyse_digits(Evaluation& evaluation, IntegerPicture& picture) {
  const std::u32string codes = to_utf32(picture.text);
  std::size_t digits = 0;
  char32_t zero = 0;
  for (std::size_t i = codes.size(); i-- > 0;) {
    const char32_t code = codes[i];
    const auto* family =
        std::find_if(digit_families.begin(), digit_families.end(),
                     [&](char32_t each) { return code >= each && code <= each + 9; });
    if (family != digit_families.end()) {
      if (zero != 0 && zero != *family) return evaluation.fail("D3131");
      zero = *family;
      ++picture.mandatory_digits;
      ++digits;
    } else if (code == U'#') {
      ++picture.optional_digits;
      ++digits;
    } else {
      picture.separators.push_back({digits, code});
    }
  }
  if (picture.mandatory_digits == 0) {
    picture.numbering = Numbering::Sequence;
    picture.separators.clear();
    return {};
  }
  picture.zero = zero;
  picture.interval = regular_interval(picture.separators);
  return {};
}

std::u32string grouped(std::u32string digits, const IntegerPicture& picture) {
  if (picture.interval > 0) {
    for (std::size_t at = digits.size(); at > picture.interval;) {
      at -= picture.interval;
      digits.insert(at, 1, picture.separators[0].character);
    }
    return digits;
  }
  // One that is left of the number stands before it, with what String.substr makes of that.
  for (std::size_t i = picture.separators.size(); i-- > 0;) {
    const Separator& separator = picture.separators[i];
    if (separator.position <= digits.size()) {
      digits.insert(digits.size() - separator.position, 1, separator.character);
      continue;
    }
    const std::size_t beyond = separator.position - digits.size();
    if (digits.size() > beyond) digits.erase(0, digits.size() - beyond);
    digits.insert(0, 1, separator.character);
  }
  return digits;
}

std::string ordinal_suffix(std::u32string_view digits) {
  if (digits.size() > 1 && digits[digits.size() - 2] == U'1') return "th";
  switch (digits.back()) {
    case U'1':
      return "st";
    case U'2':
      return "nd";
    case U'3':
      return "rd";
    default:
      return "th";
  }
}

std::string decimal(double value, const IntegerPicture& picture) {
  std::u32string digits = to_utf32(number_text(value));
  const auto least = static_cast<std::size_t>(std::max(picture.mandatory_digits, 0));
  if (digits.size() < least) digits.insert(0, least - digits.size(), U'0');
  for (char32_t& digit : digits) digit += picture.zero - U'0';
  digits = grouped(std::move(digits), picture);
  return from_utf32(digits) + (picture.ordinal ? ordinal_suffix(digits) : "");
}

std::string roman(double value) {
  static constexpr std::array<std::pair<int, std::string_view>, 13> numerals{{{1000, "m"},
                                                                              {900, "cm"},
                                                                              {500, "d"},
                                                                              {400, "cd"},
                                                                              {100, "c"},
                                                                              {90, "xc"},
                                                                              {50, "l"},
                                                                              {40, "xl"},
                                                                              {10, "x"},
                                                                              {9, "ix"},
                                                                              {5, "v"},
                                                                              {4, "iv"},
                                                                              {1, "i"}}};
  std::string out;
  for (const auto& [worth, numeral] : numerals) {
    for (; value >= worth; value -= worth) out += numeral;
  }
  return out;
}

std::string letters(double value, char first) {
  std::string out;
  while (value > 0) {
    out.push_back(static_cast<char>(first + static_cast<int>(std::fmod(value - 1, 26))));
    value = std::floor((value - 1) / 26);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Outcome format_integer_function(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined() || !argument(arguments, 1).defined()) return Value{};
  const auto picture = TRY(analyse_integer_picture(evaluation, arguments[1].string()));
  return evaluation.arena.keep(
      TRY(format_integer(evaluation, std::floor(value.number()), picture)));
}

Outcome parse_integer_function(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value text = argument(arguments, 0);
  if (!text.defined() || !argument(arguments, 1).defined()) return Value{};
  const auto picture = TRY(analyse_integer_picture(evaluation, arguments[1].string()));
  return TRY(parse_integer(evaluation, text.string(), picture));
}

}  // namespace

Result<IntegerPicture, Failure> analyse_integer_picture(Evaluation& evaluation,
                                                        std::string_view picture) {
  IntegerPicture result;
  std::string_view primary = picture;
  if (const std::size_t mark = picture.rfind(';'); mark != picture.npos) {
    primary = picture.substr(0, mark);
    result.ordinal = picture.substr(mark + 1).starts_with('o');
  }
  result.text = primary;
  const bool upper = primary == "A" || primary == "I" || primary == "W";
  if (upper) result.letter_case = LetterCase::Upper;
  if (primary == "Ww") result.letter_case = LetterCase::Title;
  if (primary == "A" || primary == "a") {
    result.numbering = Numbering::Letters;
  } else if (primary == "I" || primary == "i") {
    result.numbering = Numbering::Roman;
  } else if (primary == "W" || primary == "w" || primary == "Ww") {
    result.numbering = Numbering::Words;
  } else {
    TRY(analyse_digits(evaluation, result));
  }
  return result;
}

Result<std::string, Failure> format_integer(Evaluation& evaluation, double value,
                                            const IntegerPicture& picture) {
  const double size = std::abs(value);
  if (!std::isfinite(size)) return evaluation.fail("D1001", value);
  std::string text;
  switch (picture.numbering) {
    case Numbering::Decimal:
      text = decimal(size, picture);
      break;
    case Numbering::Letters:
      text = letters(size, picture.letter_case == LetterCase::Upper ? 'A' : 'a');
      break;
    case Numbering::Roman:
      if (size > roman_max && !evaluation.spend(~std::uint64_t{0})) return evaluation.stopped();
      text = roman(size);
      if (picture.letter_case == LetterCase::Upper) text = uppercase(text);
      break;
    case Numbering::Words:
      text = words_of(size, picture.ordinal);
      if (picture.letter_case == LetterCase::Upper) text = uppercase(text);
      if (picture.letter_case == LetterCase::Lower) text = lowercase(text);
      break;
    case Numbering::Sequence:
      return evaluation.fail("D3130", evaluation.arena.keep(picture.text));
  }
  return value < 0 ? "-" + text : text;
}

double leading_integer(std::string_view text) {
  std::size_t at = std::min(text.find_first_not_of(" \t\n\r\f\v"), text.size());
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t start = at;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  if (at == start) return std::numeric_limits<double>::quiet_NaN();
  const double value = parse_decimal(text.substr(start, at - start));
  return negative ? -value : value;
}

Result<double, Failure> parse_integer(Evaluation& evaluation, std::string_view text,
                                      const IntegerPicture& picture) {
  const bool upper = picture.letter_case == LetterCase::Upper;
  switch (picture.numbering) {
    case Numbering::Letters:
      return value_of_letters(text, upper ? 'A' : 'a');
    case Numbering::Roman:
      return value_of_roman(upper ? std::string{text} : uppercase(text));
    case Numbering::Words:
      return value_of_words(lowercase(text));
    case Numbering::Sequence:
      return evaluation.fail("D3130", evaluation.arena.keep(picture.text));
    case Numbering::Decimal:
      break;
  }
  std::u32string digits = to_utf32(text);
  if (picture.ordinal) digits.resize(digits.size() - std::min<std::size_t>(digits.size(), 2));
  std::erase_if(digits, [&](char32_t code) {
    // The reference takes regular separators for commas.
    if (picture.interval > 0) return code == U',';
    return std::any_of(picture.separators.begin(), picture.separators.end(),
                       [&](const Separator& each) { return each.character == code; });
  });
  for (char32_t& digit : digits) digit = digit - picture.zero + U'0';
  return leading_integer(from_utf32(digits));
}

namespace {

constexpr Builtin functions_of_pictures[] = {
    {"formatInteger", "<n-s:s>", 2, format_integer_function},
    {"parseInteger", "<s-s:n>", 2, parse_integer_function},
};

}  // namespace

std::span<const Builtin> picture_functions() {
  return functions_of_pictures;
}

}  // namespace spotdrill::jsonata
