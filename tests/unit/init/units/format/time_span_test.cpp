#include "init/units/format/time_span.hpp"

#include <gtest/gtest.h>

namespace spotdrill::init::units {
namespace {

TEST(TimeSpan, IsSecondsOrUnits) {
  EXPECT_EQ(parse_time_span("90"), 90 * second_us);
  EXPECT_EQ(parse_time_span("1min 30s"), 90 * second_us);
  EXPECT_EQ(parse_time_span("2h1.5m"), 7290 * second_us);
  EXPECT_EQ(parse_time_span("100ms"), 100'000);
  EXPECT_EQ(parse_time_span("infinity"), infinite_us);
  EXPECT_EQ(parse_time_span("99999999999y"), infinite_us);
}

TEST(TimeSpan, OtherWordsAreNone) {
  for (const char* text : {"", "soon", "5 parsecs", "1.2.3", "-1"}) {
    EXPECT_FALSE(parse_time_span(text)) << text;
  }
}

TEST(TimeSpan, IsShownAsSystemctlShowsIt) {
  EXPECT_EQ(show_time_span(90 * second_us), "1min 30s");
  EXPECT_EQ(show_time_span(infinite_us), "infinity");
}

}  // namespace
}  // namespace spotdrill::init::units
