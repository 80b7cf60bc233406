#include "services/dynamodb/values/number.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::dynamodb {
namespace {

using Coefficient = Number::Coefficient;

constexpr int digits_max = 38;
constexpr int magnitude_max = 125;
constexpr int magnitude_min = -130;
/// An exponent that is written with more is beyond every number, whatever the digits before it.
constexpr int written_exponent_max = 1'000'000;

constexpr auto powers_of_ten = [] {
  std::array<Coefficient, digits_max + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

Coefficient power_of_ten(int exponent) {
  return powers_of_ten[static_cast<std::size_t>(exponent)];
}

int count_digits(Coefficient coefficient) {
  if (coefficient >= power_of_ten(digits_max)) return digits_max + 1;
  const auto above = std::ranges::upper_bound(powers_of_ten, coefficient);
  return static_cast<int>(above - powers_of_ten.begin());
}

Refusal<std::string> overflow() {
  return refuse(std::string{
      "Number overflow. Attempting to store a number with magnitude larger than supported range"});
}

Refusal<std::string> underflow() {
  return refuse(
      std::string{"Number underflow. Attempting to store a number with magnitude smaller than "
                  "supported range"});
}

Refusal<std::string> not_a_number(std::string_view text) {
  std::string message = "The parameter cannot be converted to a numeric value";
  if (!text.empty()) message.append(": ").append(text);
  return refuse(std::move(message));
}

bool is_digit_of_number(char c) {
  return c >= '0' && c <= '9';
}

/// A number as it is written, taken apart.
struct Written {
  bool negative = false;
  std::string digits;       ///< Without zeros before the first other digit.
  int exponent = 0;         ///< Of the last digit.
  std::string_view rest{};  ///< What follows the digits.
};

Written read_digits(std::string_view text) {
  Written written;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    written.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  std::size_t at = 0;
  bool point = false;
  bool any = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit_of_number(c)) break;
    any = true;
    if (c != '0' || !written.digits.empty()) written.digits += c;
    if (point) written.exponent -= 1;
  }
  written.rest = any ? text.substr(at) : std::string_view{"?"};
  return written;
}

/// Reads "e+12" into `exponent`. False when it is none.
bool read_exponent(std::string_view text, int& exponent) {
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  int sign = 1;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text.empty() || !std::ranges::all_of(text, is_digit_of_number)) return false;
  int number = 0;
  for (const char c : text) number = std::min(number * 10 + (c - '0'), written_exponent_max);
  exponent += sign * number;
  return true;
}

}  // namespace

Number::Number(std::int64_t integer) {
  const bool negative = integer < 0;
  const auto bits = static_cast<std::uint64_t>(integer);
  *this = make(negative, negative ? ~bits + 1 : bits, 0).value();
}

Result<Number, std::string> Number::parse(std::string_view text) {
  Written written = read_digits(text);
  if (!read_exponent(written.rest, written.exponent)) return not_a_number(text);
  while (!written.digits.empty() && written.digits.back() == '0') {
    written.digits.pop_back();
    written.exponent += 1;
  }
  if (written.digits.empty()) return Number{};
  const auto digits = static_cast<std::int64_t>(written.digits.size());
  const std::int64_t magnitude = written.exponent + digits - 1;
  if (magnitude > magnitude_max) return overflow();
  if (magnitude < magnitude_min) return underflow();
  if (digits > digits_max) {
    return refuse(std::string{"Attempting to store more than 38 significant digits in a Number"});
  }
  Coefficient coefficient = 0;
  for (const char c : written.digits) {
    coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
  }
  return make(written.negative, coefficient, written.exponent);
}

Result<Number, std::string> Number::make(bool negative, Coefficient coefficient, int exponent) {
  Number number;
  if (coefficient == 0) return number;
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    exponent += 1;
  }
  const int digits = count_digits(coefficient);
  // Of a sum with too many digits AWS says the same.
  if (digits > digits_max || exponent + digits - 1 > magnitude_max) return overflow();
  if (exponent + digits - 1 < magnitude_min) return underflow();
  number.coefficient_ = coefficient;
  number.exponent_ = static_cast<std::int16_t>(exponent);
  number.negative_ = negative;
  return number;
}

Result<Number, std::string> Number::plus(const Number& other) const {
  if (is_zero()) return other;
  if (other.is_zero()) return *this;
  const bool first = exponent_ >= other.exponent_;
  const Number& high = first ? *this : other;
  const Number& low = first ? other : *this;
  const int shift = high.exponent_ - low.exponent_;
  const int shifted = high.digits() + shift;
  // The last digit is the low one's: nothing of these 39 digits can be left out. Only a difference
  // that begins with 1 may lose its first digit.
  if (shifted > digits_max + 1) return overflow();
  if (shifted == digits_max + 1) {
    const Coefficient first_digit = high.coefficient_ / power_of_ten(high.digits() - 1);
    if (first_digit > 1 || high.negative_ == low.negative_) return overflow();
  }
  const Coefficient a = high.coefficient_ * power_of_ten(shift);
  const Coefficient b = low.coefficient_;
  if (high.negative_ == low.negative_) return make(high.negative_, a + b, low.exponent_);
  return a >= b ? make(high.negative_, a - b, low.exponent_)
                : make(low.negative_, b - a, low.exponent_);
}

Result<Number, std::string> Number::minus(const Number& other) const {
  Number negated = other;
  if (!negated.is_zero()) negated.negative_ = !negated.negative_;
  return plus(negated);
}

int Number::digits() const {
  return count_digits(coefficient_);
}

std::string Number::digits_text() const {
  std::string text;
  for (Coefficient rest = coefficient_; rest != 0; rest /= 10) {
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  std::ranges::reverse(text);
  return text;
}

std::string Number::text() const {
  if (is_zero()) return "0";
  std::string text = digits_text();
  const auto digits = static_cast<int>(text.size());
  if (exponent_ >= 0) {
    text.append(static_cast<std::size_t>(exponent_), '0');
  } else if (digits > -exponent_) {
    text.insert(static_cast<std::size_t>(digits + exponent_), ".");
  } else {
    text.insert(0, "0." + std::string(static_cast<std::size_t>(-exponent_ - digits), '0'));
  }
  return negative_ ? "-" + text : text;
}

std::string Number::short_text() const {
  if (is_zero()) return "0";
  std::string text = negative_ ? "-" : "";
  text += digits_text();
  if (exponent_ != 0) text.append("e").append(std::to_string(exponent_));
  return text;
}

std::strong_ordering Number::operator<=>(const Number& other) const {
  const auto sign = [](const Number& number) {
    return number.is_zero() ? 0 : number.negative_ ? -1 : 1;
  };
  if (sign(*this) != sign(other)) return sign(*this) <=> sign(other);
  if (is_zero()) return std::strong_ordering::equal;
  const auto size = [&]() -> std::strong_ordering {
    if (magnitude() != other.magnitude()) return magnitude() <=> other.magnitude();
    const Coefficient a = coefficient_ * power_of_ten(digits_max - digits());
    const Coefficient b = other.coefficient_ * power_of_ten(digits_max - other.digits());
    return a <=> b;
  }();
  return negative_ ? 0 <=> size : size;
}

}  // namespace spotdrill::dynamodb
