#include "apps/s3_pace.hpp"

#include <gtest/gtest.h>

namespace spotdrill::apps {
namespace {

constexpr Instant start{};
using Way = S3Pace::Way;

// Goal: 10 MB at 1 MB/s take 10 s, however they come.
TEST(S3Pace, BytesTakeTheirTime) {
  S3Pace pace{{.bytes_per_second = 1'000'000}};
  Instant now = start;
  for (int i = 0; i < 1'000; ++i) {
    if (const auto until = pace.pass("i-1", Way::Up, 10'000, false, now)) now = *until;
  }
  now = pace.end("i-1", Way::Up, now).value_or(now);
  EXPECT_EQ(now - start, 10s);
}

TEST(S3Pace, ALineIsOneInstancesAndHasTwoWays) {
  S3Pace pace{{.bytes_per_second = 1'000}};
  EXPECT_EQ(pace.pass("i-1", Way::Up, 5'000, false, start), start + 5s);
  EXPECT_EQ(pace.pass("i-1", Way::Up, 1'000, false, start), start + 6s) << "another connection";
  EXPECT_EQ(pace.pass("i-1", Way::Down, 1'000, true, start), start + 1s);
  EXPECT_EQ(pace.pass("i-2", Way::Up, 1'000, false, start), start + 1s);
}

TEST(S3Pace, ARequestTakesItsLatencyBesides) {
  S3Pace pace{{.bytes_per_second = 1'000, .latency = 20ms}};
  EXPECT_FALSE(pace.pass("i-1", Way::Up, 10, false, start)) << "so little is not waited for alone";
  EXPECT_EQ(pace.end("i-1", Way::Up, start), start + 30ms);
  S3Pace unpaced{{}};
  EXPECT_FALSE(unpaced.pass("i-1", Way::Up, 1'000'000'000, true, start));
  EXPECT_FALSE(unpaced.end("i-1", Way::Up, start));
}

}  // namespace
}  // namespace spotdrill::apps
