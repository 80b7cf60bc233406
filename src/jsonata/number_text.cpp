#include "jsonata/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace spotdrill::jsonata {

namespace {

constexpr double exact_integers_max = 9007199254740992;  // 2^53

/// The digits of a number, without point and trailing zeros, and the exponent of the first.
struct Digits {
  std::string text;
  int exponent = 0;
};

Digits digits_of(double number) {
  std::array<char, 32> buffer;
  const auto written =
      std::to_chars(buffer.begin(), buffer.end(), std::abs(number), std::chars_format::scientific);
  const std::string_view text{buffer.data(), written.ptr};
  const std::size_t mark = text.find('e');
  Digits digits{std::string{text.substr(0, 1)}};
  if (mark > 2) digits.text += text.substr(2, mark - 2);
  const std::size_t sign = text[mark + 1] == '+' ? 1 : 0;
  std::from_chars(text.data() + mark + 1 + sign, text.data() + text.size(), digits.exponent);
  return digits;
}

/// ECMAScript, Number::toString.
std::string written(bool negative, const Digits& number) {
  const std::string& digits = number.text;
  const int count = static_cast<int>(digits.size());
  const int point = number.exponent + 1;  // Digits before it.
  std::string out = negative ? "-" : "";
  if (count <= point && point <= 21) {
    return out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  }
  if (0 < point && point <= 21) {
    const auto before = static_cast<std::size_t>(point);
    return out.append(digits, 0, before).append(1, '.').append(digits, before);
  }
  if (-6 < point && point <= 0) {
    return out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  }
  out.append(digits, 0, 1);
  if (count > 1) out.append(1, '.').append(digits, 1);
  out += number.exponent < 0 ? "e-" : "e+";
  return out + std::to_string(std::abs(number.exponent));
}

std::string whole_number_text(double number) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), static_cast<std::int64_t>(number));
  return {buffer.data(), end.ptr};
}

}  // namespace

bool is_exact_integer(double number) {
  return std::abs(number) <= exact_integers_max && number == std::trunc(number);
}

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  if (is_exact_integer(number)) return whole_number_text(number);
  return written(number < 0, digits_of(number));
}

std::string number_text_of_15_digits(double number) {
  if (!std::isfinite(number)) return "null";
  if (std::abs(number) < 1e15 && is_exact_integer(number)) return whole_number_text(number);
  const Digits digits = digits_of(number);
  if (digits.text.size() <= 15) return written(number < 0, digits);
  return number_text(rounded_to_15_digits(number));
}

std::string json_number_text(double number) {
  return std::isfinite(number) ? number_text(number) : "null";
}

double rounded_to_15_digits(double number) {
  if (!std::isfinite(number)) return number;
  if (std::abs(number) < 1e15 && number == std::trunc(number)) return number;
  std::array<char, 32> buffer;
  const auto written =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific, 14);
  double rounded = 0;
  std::from_chars(buffer.data(), written.ptr, rounded);
  return rounded;
}

std::string fixed_text(double number, int digits) {
  std::array<char, 512> buffer;
  const auto written = std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::fixed,
                                     std::clamp(digits, 0, 100));
  return {buffer.data(), written.ptr};
}

std::string radix_text(double number, int radix) {
  static constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string out;
  double rest = std::abs(number);
  do {
    const double next = std::floor(rest / radix);
    out.push_back(digits[static_cast<std::size_t>(std::fmod(rest, radix))]);
    rest = next;
  } while (rest > 0);
  if (number < 0) out.push_back('-');
  std::reverse(out.begin(), out.end());
  return out;
}

double parse_decimal(std::string_view text) {
  return std::strtod(std::string{text}.c_str(), nullptr);
}

}  // namespace spotdrill::jsonata
