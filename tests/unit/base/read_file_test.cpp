#include "base/read_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill {
namespace {

TEST(ReadFile, GivesWhatARegularFileHolds) {
  const ScratchDirectory scratch;
  const std::string path = scratch.path() / "file";
  std::ofstream{path, std::ios::binary} << std::string{"a\0\r\nb", 5};
  EXPECT_EQ(read_file(path), (std::string{"a\0\r\nb", 5}));
  std::filesystem::remove(path);
  EXPECT_EQ(read_file(path), std::nullopt);
  EXPECT_EQ(read_file(scratch.path()), std::nullopt);
  EXPECT_EQ(read_file("/dev/null"), std::nullopt);
}

}  // namespace
}  // namespace spotdrill
