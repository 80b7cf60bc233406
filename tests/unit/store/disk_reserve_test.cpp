#include "store/disk_reserve.hpp"

#include <gtest/gtest.h>

#include "scratch.hpp"

namespace spotdrill {
namespace {

TEST(DiskReserve, IsHeldUntilItIsGivenAwayAndFoundAgain) {
  const ScratchDirectory scratch;
  const std::filesystem::path& directory = scratch.path();
  const auto file = DiskReserve::file_in(directory);
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
