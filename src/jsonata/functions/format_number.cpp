#include <algorithm>
#include <cmath>

#include "jsonata/functions/library.hpp"
#include "jsonata/functions/number_picture.hpp"
#include "jsonata/functions/rounding.hpp"
#include "jsonata/number_text.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

namespace {

void read_options(Value options, DecimalFormat& format) {
  const auto read = [&](std::string_view key, std::u32string& into) {
    const Value value = member(options, key);
    if (value.is_string()) into = to_utf32(value.string());
  };
  read("decimal-separator", format.decimal_separator);
  read("grouping-separator", format.grouping_separator);
  read("exponent-separator", format.exponent_separator);
  read("minus-sign", format.minus_sign);
  read("percent", format.percent);
  read("per-mille", format.per_mille);
  read("zero-digit", format.zero_digit);
  read("digit", format.digit);
  read("pattern-separator", format.pattern_separator);
  if (format.zero_digit.empty()) format.zero_digit = U"0";
}

std::vector<std::u32string> split_picture(const std::u32string& picture,
                                          const std::u32string& separator) {
  std::vector<std::u32string> out;
  std::size_t start = 0;
  for (std::size_t at = separator.empty() ? picture.npos : picture.find(separator);
       at != picture.npos; at = picture.find(separator, start)) {
    out.push_back(picture.substr(start, at - start));
    start = at + separator.size();
  }
  out.push_back(picture.substr(start));
  return out;
}

/// The digits of `value`, in the picture's family, with its decimal separator.
std::u32string digits_of(double value, int fraction, const DecimalFormat& format) {
  std::u32string out;
  for (const char c : fixed_text(std::abs(value), fraction)) {
    if (c == '.') {
      out += format.decimal_separator;
    } else {
      out.push_back(format.zero_digit[0] + static_cast<char32_t>(c - '0'));
    }
  }
  return out;
}

struct Scaled {
  double mantissa = 0;
  int exponent = 0;
};

Scaled scaled_to(double value, const SubPicture& picture) {
  Scaled scaled{value, 0};
  if (picture.exponent_min == 0 || value == 0 || !std::isfinite(value)) return scaled;
  const double most = std::pow(10, picture.scaling);
  const double least = std::pow(10, picture.scaling - 1);
  // A negative mantissa is below any bound: the reference multiplies it without end.
  const double sign = value < 0 ? -1 : 1;
  scaled.mantissa = std::abs(value);
  while (scaled.mantissa < least) {
    scaled.mantissa *= 10;
    --scaled.exponent;
  }
  while (scaled.mantissa > most) {
    scaled.mantissa /= 10;
    ++scaled.exponent;
  }
  scaled.mantissa *= sign;
  return scaled;
}

/// Without zeros at either end, then with as many as the picture wants.
std::u32string padded(std::u32string digits, const SubPicture& picture,
                      const DecimalFormat& format) {
  const char32_t zero = format.zero_digit[0];
  digits.erase(0, std::min(digits.find_first_not_of(zero), digits.size()));
  digits.erase(digits.find_last_not_of(zero) + 1);
  const std::size_t point = digits.find(format.decimal_separator);
  const int before = static_cast<int>(point);
  const int behind = static_cast<int>(digits.size() - point - 1);
  if (picture.fraction_min > behind) {
    digits.append(static_cast<std::size_t>(picture.fraction_min - behind), zero);
  }
  if (picture.integer_min > before) {
    digits.insert(0, static_cast<std::size_t>(picture.integer_min - before), zero);
  }
  return digits;
}

/// Inserts at `at`, which as in String.slice counts from the end if it is negative.
void insert_group(std::u32string& digits, int at, const DecimalFormat& format) {
  const int size = static_cast<int>(digits.size());
  if (at < 0) at = std::max(size + at, 0);
  digits.insert(static_cast<std::size_t>(std::min(at, size)), format.grouping_separator);
}

void group_digits(std::u32string& digits, const SubPicture& picture, const DecimalFormat& format) {
  int point = static_cast<int>(digits.find(format.decimal_separator));
  if (picture.interval > 0) {
    const int count = point > 0 ? (point - 1) / picture.interval : 0;
    for (int group = 1; group <= count; ++group) {
      insert_group(digits, point - group * picture.interval, format);
    }
  } else {
    for (const int place : picture.integer_groups) {
      insert_group(digits, point - place, format);
      ++point;
    }
  }
  point = static_cast<int>(digits.find(format.decimal_separator));
  for (const int place : picture.fractional_groups) insert_group(digits, place + point + 1, format);
}

std::u32string formatted(double value, const SubPicture& picture, const DecimalFormat& format) {
  if (picture.text.find(format.percent) != picture.text.npos) {
    value *= 100;
  } else if (picture.text.find(format.per_mille) != picture.text.npos) {
    value *= 1000;
  }
  const Scaled scaled = scaled_to(value, picture);
  const double rounded = round_to_even(scaled.mantissa, picture.fraction_max);
  std::u32string digits = digits_of(rounded, picture.fraction_max, format);
  if (picture.fraction_max == 0) digits += format.decimal_separator;
  digits = padded(std::move(digits), picture, format);
  group_digits(digits, picture, format);
  const std::size_t point = digits.find(format.decimal_separator);
  const bool has_point = picture.text.find(format.decimal_separator) != picture.text.npos;
  if (!has_point || point == digits.size() - 1) digits.pop_back();
  if (picture.exponent_min > 0) {
    std::u32string exponent = digits_of(scaled.exponent, 0, format);
    const auto least = static_cast<std::size_t>(picture.exponent_min);
    if (exponent.size() < least) exponent.insert(0, least - exponent.size(), format.zero_digit[0]);
    digits += format.exponent_separator;
    if (scaled.exponent < 0) digits += format.minus_sign;
    digits += exponent;
  }
  return picture.prefix + digits + picture.suffix;
}

Outcome format_number(Evaluation& evaluation, Arguments& arguments, const Caller&) {
  const Value value = argument(arguments, 0);
  if (!value.defined() || !argument(arguments, 1).defined()) return Value{};
  TRY(evaluation.is_numeric(value));
  DecimalFormat format;
  if (const Value options = argument(arguments, 2); options.is_object()) {
    read_options(options, format);
  }
  const auto texts = split_picture(to_utf32(arguments[1].string()), format.pattern_separator);
  if (texts.size() > 2) return evaluation.fail("D3080");
  std::vector<SubPicture> pictures;
  for (const std::u32string& text : texts) {
    pictures.push_back(TRY(analyse_sub_picture(evaluation, format, text)));
  }
  if (pictures.size() == 1) {
    pictures.push_back(pictures[0]);
    pictures[1].prefix.insert(0, format.minus_sign);
  }
  const SubPicture& picture = pictures[value.number() >= 0 ? 0 : 1];
  return evaluation.arena.keep(from_utf32(formatted(value.number(), picture, format)));
}

constexpr Builtin functions_of_number_pictures[] = {
    {"formatNumber", "<n-so?:s>", 3, format_number},
};

}  // namespace

std::span<const Builtin> number_picture_functions() {
  return functions_of_number_pictures;
}

}  // namespace spotdrill::jsonata
