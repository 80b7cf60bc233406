#include "asl/timestamp.hpp"

#include <gmock/gmock.h>

namespace spotdrill::asl {
namespace {

TEST(Timestamp, WithZoneIsRead) {
  const auto instant = parse_timestamp("2016-03-14T01:59:00Z");
  ASSERT_TRUE(instant.has_value());
  EXPECT_EQ(parse_timestamp("2016-03-14T02:59:00+01:00"), instant);
  EXPECT_EQ(parse_timestamp("2016-03-14T01:59:00.500Z"), *instant + 500ms);
}

TEST(Timestamp, ThatIsIso8601OnlyIsNone) {
  for (const char* text :
       {"", "2016-03-14", "2016-03-14T01:59:00", "2016-03-14 01:59:00Z", "2016-03-14t01:59:00Z",
        "2016-03-14T01:59:00z", "2016-03-14T01:59Z", "2016-03-14T01:59:00+0100",
        "2016-13-14T01:59:00Z", "2016-03-14T25:59:00Z", "yesterday, around noon, I think"}) {
    EXPECT_FALSE(parse_timestamp(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace spotdrill::asl
