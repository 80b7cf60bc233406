// Numbers: exact to 38 digits, refused beyond, written without exponents.
#include "services/dynamodb/values/number.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace spotdrill::dynamodb {
namespace {

Number number(std::string_view text) {
  return Number::parse(text).value();
}

/// The number as it is written back, or the refusal.
std::string parsed(std::string_view text) {
  const auto read = Number::parse(text);
  return read.has_value() ? read->text() : read.error();
}

std::string sum(std::string_view a, std::string_view b) {
  const auto result = number(a).plus(number(b));
  return result.has_value() ? result->text() : result.error();
}

constexpr const char* too_large =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";
constexpr const char* too_small =
    "Number underflow. Attempting to store a number with magnitude smaller than supported range";

TEST(Number, IsWrittenInItsNormalForm) {
  EXPECT_EQ(parsed("0"), "0");
  EXPECT_EQ(parsed("-0.00"), "0");
  EXPECT_EQ(parsed("+007.500"), "7.5");
  EXPECT_EQ(parsed("1e3"), "1000");
  EXPECT_EQ(parsed("-12.5E-3"), "-0.0125");
  EXPECT_EQ(parsed(".5"), "0.5");
  EXPECT_EQ(parsed("5."), "5");
  EXPECT_EQ(parsed("1E125"), "1" + std::string(125, '0'));
  EXPECT_EQ(parsed("1E-130"), "0." + std::string(129, '0') + "1");
  const std::string digits(38, '9');
  EXPECT_EQ(parsed(digits), digits);
  EXPECT_EQ(parsed(digits + "00.000"), digits + "00");
}

TEST(Number, WhatIsOutOfRangeOrNoneIsRefusedInAwsWords) {
  EXPECT_EQ(parsed("1E126"), too_large);
  EXPECT_EQ(parsed("-1E126"), too_large);
  EXPECT_EQ(parsed("1E999999999999999999999"), too_large);
  EXPECT_EQ(parsed("1E-131"), too_small);
  EXPECT_EQ(parsed(std::string(39, '9')),
            "Attempting to store more than 38 significant digits in a Number");
  EXPECT_EQ(parsed(""), "The parameter cannot be converted to a numeric value");
  for (const char* text : {"abc", "1 ", "1e", "--1", ".", "1.2.3", "0x10", "NaN", "Infinity"}) {
    EXPECT_EQ(parsed(text),
              std::string{"The parameter cannot be converted to a numeric value: "} + text);
  }
}

TEST(Number, SumsAreExactOrRefused) {
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("5", "-5"), "0");
  EXPECT_EQ(sum("0", "-3"), "-3");
  EXPECT_EQ(sum("1E37", "1"), "1" + std::string(36, '0') + "1");
  EXPECT_EQ(sum("1E38", "-1"), std::string(38, '9'));
  EXPECT_EQ(sum("1E38", "1"), too_large);   // 39 digits.
  EXPECT_EQ(sum("2E38", "-1"), too_large);  // 39 digits, too.
  EXPECT_EQ(sum("1E50", "1"), too_large);
  EXPECT_EQ(sum(std::string(38, '9'), "1"), "1" + std::string(38, '0'));
  EXPECT_EQ(sum("9E125", "9E125"), too_large);
  EXPECT_EQ(sum("9E125", "9E124"), "99" + std::string(124, '0'));
  EXPECT_EQ(sum("1.1E-130", "-1E-130"), too_small);
  EXPECT_EQ(number("3").minus(number("4.5"))->text(), "-1.5");
}

TEST(Number, OrderIsThatOfTheNumbersNotOfTheirTexts) {
  std::vector<std::string> texts{"-1E125", "-100", "-99.5", "-10", "-9",   "-1E-130", "0",
                                 "1E-130", "0.5",  "9",     "10",  "99.5", "100",     "1E125"};
  std::vector<Number> numbers;
  for (const std::string& text : texts) numbers.push_back(number(text));
  EXPECT_TRUE(std::ranges::is_sorted(numbers, [](auto& a, auto& b) { return a < b; }));
  EXPECT_EQ(number("1.50"), number("15e-1"));
  EXPECT_EQ(Number{-42}.text(), "-42");
  EXPECT_EQ(Number::parse(number("-12.5E100").short_text()).value(), number("-12.5E100"));
}

}  // namespace
}  // namespace spotdrill::dynamodb
