#include "base/read_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace spotdrill {
namespace {

TEST(ReadFile, GivesWhatARegularFileHolds) {
  const std::string path = testing::TempDir() + "read_file_test";
  std::ofstream{path, std::ios::binary} << std::string{"a\0\r\nb", 5};
  EXPECT_EQ(read_file(path), (std::string{"a\0\r\nb", 5}));
  std::filesystem::remove(path);
  EXPECT_EQ(read_file(path), std::nullopt);
  EXPECT_EQ(read_file(testing::TempDir()), std::nullopt);
  EXPECT_EQ(read_file("/dev/null"), std::nullopt);
}

}  // namespace
}  // namespace spotdrill
