// Bytes beside the store: whole under their name or not there.
#include "store/file_blobs.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill {
namespace {

struct FileBlobsTest : testing::Test {
  ScratchDirectory scratch;
  std::filesystem::path directory = scratch.path();
};

TEST_F(FileBlobsTest, WhatIsPutIsReadAndStaysUntilItIsErased) {
  auto blobs = open_file_blobs(directory / "objects").value();
  EXPECT_TRUE(blobs->put("one", std::string{"by\0tes", 6}));
  EXPECT_FALSE(blobs->put("one", "another"));
  blobs = open_file_blobs(directory / "objects").value();
  EXPECT_EQ(blobs->read("one", 0, 6), (std::string{"by\0tes", 6}));
  EXPECT_EQ(blobs->read("one", 3, 3), "tes");
  EXPECT_EQ(blobs->read("one", 3, 4), std::nullopt);
  EXPECT_EQ(blobs->read("none", 0, 1), std::nullopt);
  EXPECT_EQ(blobs->ids(), std::vector<std::string>{"one"});
  blobs->erase("one");
  EXPECT_TRUE(blobs->ids().empty());
}

TEST_F(FileBlobsTest, WhatComesInPiecesIsABlobOnceItIsKept) {
  const auto blobs = open_file_blobs(directory).value();
  {
    const auto left = blobs->begin();
    EXPECT_TRUE(left->write("of a client that goes"));
    const auto kept = blobs->begin();
    EXPECT_TRUE(kept->write("pie"));
    EXPECT_TRUE(kept->write("ces"));
    EXPECT_TRUE(blobs->ids().empty());
    EXPECT_TRUE(kept->keep("one"));
    EXPECT_FALSE(kept->write("more"));
  }
  EXPECT_EQ(blobs->read("one", 0, 6), "pieces");
  EXPECT_EQ(blobs->ids(), std::vector<std::string>{"one"});
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{directory}, {}), 1);
}

TEST_F(FileBlobsTest, WhatAKilledWriterLeftIsNoBlob) {
  std::ofstream{directory / "half.new"} << "ha";
  const auto blobs = open_file_blobs(directory).value();
  EXPECT_TRUE(blobs->ids().empty());
  EXPECT_FALSE(std::filesystem::exists(directory / "half.new"));
}

TEST_F(FileBlobsTest, ADirectoryThatCannotBeMadeIsNamed) {
  const auto blobs = open_file_blobs(directory / "none" / "objects");
  ASSERT_FALSE(blobs.has_value());
  EXPECT_NE(blobs.error().find("none/objects"), std::string::npos);
}

}  // namespace
}  // namespace spotdrill
