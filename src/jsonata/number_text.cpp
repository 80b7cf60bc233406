#include "jsonata/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace spotdrill::jsonata {

namespace {

constexpr double whole_numbers_max = 9007199254740992;  // 2^53

}  // namespace

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::array<char, 32> buffer;
  if (std::abs(number) < whole_numbers_max && number == std::trunc(number)) {
    const auto end = std::to_chars(buffer.begin(), buffer.end(), static_cast<std::int64_t>(number));
    return {buffer.data(), end.ptr};
  }
  const auto written =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific);
  const std::string_view text{buffer.data(), written.ptr};
  const std::size_t mark = text.find('e');
  std::string digits;
  std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark),
               std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  int exponent = 0;
  const std::size_t sign = text[mark + 1] == '+' ? 1 : 0;
  std::from_chars(text.data() + mark + 1 + sign, text.data() + text.size(), exponent);

  // ECMAScript, Number::toString: the point stands behind the digit number `point`.
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;
  std::string out = number < 0 ? "-" : "";
  if (count <= point && point <= 21) {
    return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
  }
  if (0 < point && point <= 21) {
    return out + digits.insert(static_cast<std::size_t>(point), 1, '.');
  }
  if (-6 < point && point <= 0) {
    return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  }
  if (count > 1) digits.insert(1, 1, '.');
  return out + digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
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
