#include "base/bandwidth.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(Bandwidth, IsReadWithItsUnit) {
  EXPECT_EQ(parse_bandwidth("50MB/s"), 50'000'000U);
  EXPECT_EQ(parse_bandwidth("1.5 MiB/s"), 1'572'864U);
  EXPECT_EQ(parse_bandwidth("400Mbit/s"), 50'000'000U);
  for (const char* wrong : {"", "50", "50MB", "MB/s", "-1MB/s", "0B/s", "1e30GB/s", "nanB/s"}) {
    EXPECT_FALSE(parse_bandwidth(wrong)) << wrong;
  }
}

TEST(Bandwidth, BytesAreToldShort) {
  EXPECT_EQ(bytes_text(12), "12 bytes");
  EXPECT_EQ(bytes_text(40'000'000), "40 MB");
  EXPECT_EQ(bytes_text(1'250'000), "1.2 MB");
}

}  // namespace
}  // namespace spotdrill
