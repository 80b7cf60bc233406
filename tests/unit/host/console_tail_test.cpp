#include "host/console_tail.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "init/protocol.hpp"
#include "scratch.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

class ConsoleTailTest : public ::testing::Test {
 protected:
  void append(const std::string& text) {
    std::ofstream{directory / init::console_name, std::ios::app} << text;
  }
  void rotate() { fs::rename(directory / init::console_name, directory / init::console_old_name); }

  ScratchDirectory scratch;
  fs::path directory = scratch.path();
  ConsoleTail tail{directory};
};

TEST_F(ConsoleTailTest, FollowsOverARotation) {
  append("one ");
  tail.reach(0, 4);
  EXPECT_EQ(tail.next(), "one ");
  EXPECT_EQ(tail.next(), "");
  append("two ");
  rotate();
  append("three");
  tail.reach(1, 5);
  EXPECT_EQ(tail.next(), "two ");
  EXPECT_EQ(tail.next(), "three");
  EXPECT_EQ(tail.next(), "");
  EXPECT_EQ(tail.newest(100), "one two three");
  EXPECT_EQ(tail.newest(7), "o three");
}

TEST_F(ConsoleTailTest, PassesOverWhatIsSkipped) {
  append("earlier");
  tail.skip_to(3, 7);
  append(" later");
  tail.reach(3, 13);
  EXPECT_EQ(tail.next(), " later");
}

TEST_F(ConsoleTailTest, NoFileIsNoOutput) {
  tail.reach(0, 10);
  EXPECT_EQ(tail.next(), "");
  EXPECT_EQ(tail.newest(10), "");
}

}  // namespace
}  // namespace spotdrill
