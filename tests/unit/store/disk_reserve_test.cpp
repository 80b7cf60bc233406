#include "store/disk_reserve.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(DiskReserve, IsHeldUntilItIsGivenAwayAndFoundAgain) {
  const std::filesystem::path directory{testing::TempDir()};
  const auto file = DiskReserve::file_in(directory);
  std::filesystem::remove(file);
  if (std::filesystem::space(directory).available < 5 * disk_reserve_bytes) {
    GTEST_SKIP() << "the disk is full";
  }
  DiskReserve reserve{file};
  EXPECT_FALSE(reserve.held());
  EXPECT_FALSE(reserve.release());
  reserve.restore();
  EXPECT_TRUE(reserve.held());
  EXPECT_EQ(std::filesystem::file_size(file), disk_reserve_bytes);
  EXPECT_TRUE(DiskReserve{file}.held());
  EXPECT_TRUE(reserve.release());
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_FALSE(reserve.release());
}

TEST(DiskReserve, WhereNothingCanBeMadeThereIsNone) {
  DiskReserve reserve{"/proc/none/reserve"};
  reserve.restore();
  EXPECT_FALSE(reserve.held());
}

}  // namespace
}  // namespace spotdrill
