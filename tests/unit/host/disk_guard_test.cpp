#include "host/disk_guard.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill {
namespace {

TEST(DiskGuard, CountsWhatFilesOccupy) {
  const ScratchDirectory scratch;
  const std::filesystem::path& directory = scratch.path();
  std::filesystem::create_directories(directory / "a" / "b");
  const std::uint64_t empty = occupied_bytes(directory);
  std::ofstream{directory / "a" / "b" / "file"} << std::string(1 << 20, 'x') << std::flush;
  EXPECT_GE(occupied_bytes(directory), empty + (1U << 20));
  EXPECT_GT(free_bytes(directory), 0U);
  EXPECT_EQ(occupied_bytes(directory / "none"), 0U);
}

TEST(DiskGuard, FreeSpaceWantedSuitsTheDisk) {
  const ScratchDirectory scratch;
  const std::filesystem::path& directory = scratch.path();
  const std::uint64_t wanted = suitable_free_bytes(directory);
  EXPECT_LE(wanted, 256U << 20);
  EXPECT_LE(wanted, std::filesystem::space(directory).capacity / 10 + 1);
  EXPECT_GT(wanted, 0U);
}

}  // namespace
}  // namespace spotdrill
