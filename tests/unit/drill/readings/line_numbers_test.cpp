#include "drill/readings/line_numbers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotdrill::drill {
namespace {

LineNumber only_number(std::string_view line) {
  const auto numbers = numbers_in(line);
  EXPECT_EQ(numbers.size(), 1U) << line;
  return numbers.empty() ? LineNumber{} : numbers.front();
}

TEST(LineNumbers, HaveSeparatorsPointsAndExponents) {
  EXPECT_EQ(only_number("1,234,567 rows").value, 1'234'567);
  EXPECT_EQ(only_number("1_200").value, 1'200);
  EXPECT_EQ(only_number("42.5").value, 42.5);
  EXPECT_EQ(only_number("42,5 %").value, 42.5);
  EXPECT_EQ(only_number("2.9e-05").value, 2.9e-05);
  EXPECT_EQ(only_number("1200.").value, 1'200);
  EXPECT_EQ(numbers_in("1,2,3").size(), 3U);
}

TEST(LineNumbers, HaveUnitsOfSize) {
  EXPECT_EQ(only_number("512 MiB").scale, 1024 * 1024);
  EXPECT_EQ(only_number("1.20k").scale, 1'000);
  EXPECT_FALSE(only_number("1.20k").bytes);
  EXPECT_EQ(only_number("3.4GB/s").scale, 1e9);
  EXPECT_EQ(only_number("12 k").scale, 0) << "A letter that stands alone.";
  EXPECT_EQ(only_number("12items").scale, 0);
  EXPECT_EQ(only_number("12B_").scale, 0) << "It goes on.";
}

TEST(LineNumbers, ThatAreVersionsOrHashesAreOfNoUse) {
  EXPECT_FALSE(only_number("10.0.0.1").usable);
  EXPECT_FALSE(only_number("12345678901234567890123").usable);
  EXPECT_TRUE(only_number("top1").named);
}

TEST(LineNumbers, WithoutEscapesStayInTheirPlace) {
  const std::string blanked = without_escapes("\x1b[1m12\x1b[0m/20\x1b");
  EXPECT_EQ(blanked,
            "\x01\x01\x01\x01"
            "12\x01\x01\x01\x01/20\x01");
}

}  // namespace
}  // namespace spotdrill::drill
