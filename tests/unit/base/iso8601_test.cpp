#include "base/iso8601.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(Iso8601, SecondsReadBack) {
  const auto instant = parse_iso8601("2017-09-18T08:22:00Z");
  ASSERT_TRUE(instant);
  EXPECT_EQ(iso8601_seconds(*instant), "2017-09-18T08:22:00Z");
  EXPECT_EQ(iso8601_millis(*instant + 7ms), "2017-09-18T08:22:00.007Z");
}

// Goal: what is written by hand is a date, before 1970 and past four digits of a year too.
TEST(Iso8601, EveryDigitIsWritten) {
  const Instant epoch{};
  EXPECT_EQ(iso8601_millis(epoch), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso8601_millis(epoch - 1ms), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(iso8601_millis(*parse_iso8601("0099-10-20T20:30:40Z") + 120ms),
            "0099-10-20T20:30:40.120Z");
  EXPECT_EQ(iso8601_seconds(*parse_iso8601("9999-12-31T23:59:59Z") + 1s), "10000-01-01T00:00:00Z");
}

TEST(Iso8601, OffsetsAndFractionsCount) {
  EXPECT_EQ(parse_iso8601("2020-01-01T02:00:00.25+02:00"),
            parse_iso8601("2020-01-01T00:00:00.250Z"));
  EXPECT_EQ(parse_iso8601("2020-01-01"), parse_iso8601("2020-01-01T00:00:00Z"));
}

TEST(Iso8601, RefusesWhatIsNone) {
  for (const char* text : {"", "2020", "2020-13-01", "2020-02-30", "2020-01-01T24:00:00Z",
                           "2020-01-01T00:00:00+", "2020-01-01T00:00:00.Z", "x"}) {
    EXPECT_FALSE(parse_iso8601(text)) << text;
  }
}

TEST(Iso8601Duration, ReadsWhatFisSends) {
  EXPECT_EQ(parse_iso8601_duration("PT2M"), Duration{2min});
  EXPECT_EQ(parse_iso8601_duration("P1DT12H"), Duration{36h});
  EXPECT_EQ(parse_iso8601_duration("PT0.5S"), Duration{500ms});
  for (const char* text : {"", "P", "PT", "2M", "PT2", "P1M", "PT1S1M", "PT99999999999999999S"}) {
    EXPECT_FALSE(parse_iso8601_duration(text)) << text;
  }
}

TEST(Durations, ReadAsPeopleTypeThem) {
  EXPECT_EQ(parse_duration("1h30m"), Duration{90min});
  EXPECT_EQ(parse_duration("500ms"), Duration{500ms});
  EXPECT_EQ(parse_duration("PT2M"), Duration{2min});
  for (const char* text : {"", "5", "m", "5x", "-1s"}) EXPECT_FALSE(parse_duration(text)) << text;
  for (const char* text : {"0s", "1.5s", "2m", "1h30m", "36h", "250ms"}) {
    EXPECT_EQ(format_duration(*parse_duration(text)), text);
  }
}

}  // namespace
}  // namespace spotdrill
