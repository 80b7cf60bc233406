#include "base/speed.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(Speed, IsReadAsItIsWritten) {
  for (const char* text : {"auto", "1", "20", "2.5", "1000"}) {
    const auto speed = parse_speed(text);
    ASSERT_TRUE(speed) << text;
    EXPECT_EQ(to_text(*speed), text);
  }
  EXPECT_TRUE(parse_speed("auto")->is_auto());
  EXPECT_EQ(parse_speed("auto")->rate(), 1);
  EXPECT_EQ(parse_speed("20")->rate(), 20);
}

TEST(Speed, WhatIsNoSpeedIsRefusedWithWhatWasExpected) {
  for (const char* text : {"", "0", "-1", "0.5", "1001", "nan", "inf", "20x", "Auto", " 20"}) {
    const auto speed = parse_speed(text);
    ASSERT_FALSE(speed) << text;
    EXPECT_NE(speed.error().find("auto, or a number from 1 to 1000"), std::string::npos);
  }
}

}  // namespace
}  // namespace spotdrill
