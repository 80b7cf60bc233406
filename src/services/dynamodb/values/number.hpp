// DynamoDB's numbers: decimal, exact, up to 38 significant digits. Not a general decimal type: what
// leaves their range is refused, nothing is ever rounded.
// Source: DynamoDB Developer Guide, "Supported data types", Number: "Numbers can be positive,
// negative, or zero. Numbers can have up to 38 digits of precision. Exceeding this results in an
// exception. Positive range: 1E-130 to 9.9999999999999999999999999999999999999E+125".
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::dynamodb {

class Number {
 public:
  __extension__ using Coefficient = unsigned __int128;  ///< 10^38 is less than 2^127.

  /// Zero.
  Number() = default;
  explicit Number(std::int64_t integer);

  /// Reads what Java's BigDecimal reads: "-12.50e3". Errors: AWS's sentence.
  static Result<Number, std::string> parse(std::string_view text);

  /// Errors: the exact result is no number of DynamoDB's; AWS's sentence.
  [[nodiscard]] Result<Number, std::string> plus(const Number& other) const;
  [[nodiscard]] Result<Number, std::string> minus(const Number& other) const;

  /// As DynamoDB writes it: no exponent, no zeros that say nothing.
  [[nodiscard]] std::string text() const;

  /// The same number in few bytes, for parse: "125e-1".
  [[nodiscard]] std::string short_text() const;

  /// How many significant digits it has; 0 of zero.
  [[nodiscard]] int digits() const;
  /// The power of ten of its first digit. It must not be zero.
  [[nodiscard]] int magnitude() const { return exponent_ + digits() - 1; }
  [[nodiscard]] bool is_zero() const { return coefficient_ == 0; }
  [[nodiscard]] bool is_negative() const { return negative_; }
  /// The significant digits, "1234"; "" of zero.
  [[nodiscard]] std::string digits_text() const;

  bool operator==(const Number&) const = default;
  std::strong_ordering operator<=>(const Number& other) const;

 private:
  static Result<Number, std::string> make(bool negative, Coefficient coefficient, int exponent);

  // Normal form: the coefficient ends in no zero, and zero is all zeros.
  Coefficient coefficient_ = 0;
  std::int16_t exponent_ = 0;
  bool negative_ = false;
};

}  // namespace spotdrill::dynamodb
