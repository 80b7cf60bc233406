#include "apps/tree_copy.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class TreeCopyTest : public testing::Test {
 protected:
  TreeCopyTest() { fs::create_directories(from()); }

  fs::path from() const { return scratch_.path() / "from"; }
  fs::path to() const { return scratch_.path() / "to"; }

  static void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream{file} << text;
  }

  ScratchDirectory scratch_;
};

std::string text_in(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

TEST_F(TreeCopyTest, KeepsContentTimesModesAndLinks) {
  write(from() / "a/b", "hello");
  ASSERT_EQ(::chmod((from() / "a/b").c_str(), 0750), 0);
  fs::last_write_time(from() / "a/b", fs::file_time_type::clock::now() - std::chrono::hours{5});
  fs::create_symlink("a/b", from() / "link");
  const auto size = copy_tree(from(), to(), {});
  ASSERT_TRUE(size) << size.error();
  EXPECT_EQ(size->files, 2U);
  EXPECT_EQ(size->bytes, 5U);
  EXPECT_EQ(text_in(to() / "a/b"), "hello");
  EXPECT_EQ(fs::last_write_time(to() / "a/b"), fs::last_write_time(from() / "a/b"))
      << "make looks at these";
  EXPECT_EQ(fs::status(to() / "a/b").permissions(), fs::perms{0750});
  EXPECT_EQ(fs::read_symlink(to() / "link"), "a/b");
}

// Goal: no hard links; what is written into the copy stays there.
TEST_F(TreeCopyTest, IsApartFromWhatItWasMadeOf) {
  write(from() / "state", "one");
  ASSERT_TRUE(copy_tree(from(), to(), {}));
  std::ofstream{to() / "state", std::ios::in | std::ios::out} << "two";
  EXPECT_EQ(text_in(from() / "state"), "one");
}

TEST_F(TreeCopyTest, LeavesOutWhatItIsTold) {
  write(from() / "data/x", "1");
  write(from() / "y", "1");
  ASSERT_TRUE(copy_tree(from(), to(), {from() / "data"}));
  EXPECT_FALSE(fs::exists(to() / "data"));
  EXPECT_TRUE(fs::exists(to() / "y"));
}

TEST_F(TreeCopyTest, RefusesWhatIsTooBig) {
  std::ofstream{from() / "big"};
  fs::resize_file(from() / "big", copied_bytes_max + 1);  // It takes no room.
  EXPECT_EQ(copy_tree(from(), to(), {}).error(), "is bigger than 2 GiB");
}

TEST_F(TreeCopyTest, FindsWhatHasChangedSince) {
  write(from() / "same", "1");
  write(from() / "grown", "1");
  write(from() / "rewritten", "1");
  const TreeMarks before = marks_of(from()).value();
  write(from() / "grown", "12");
  fs::last_write_time(from() / "rewritten",
                      fs::file_time_type::clock::now() + std::chrono::hours{1});
  write(from() / "new/file", "1");
  EXPECT_THAT(changed_since(before, marks_of(from()).value()),
              ElementsAre("grown", "new/file", "rewritten"));
  EXPECT_FALSE(marks_of(from(), 2)) << "too many to look at";
}

TEST_F(TreeCopyTest, KeepsTheSmallestOfWhatHasChanged) {
  write(from() / "old", "1");
  const TreeMarks before = marks_of(from()).value();
  write(from() / "out/result.json", "{}");
  std::ofstream{from() / "model.bin"};
  fs::resize_file(from() / "model.bin", kept_bytes_max);
  const KeptFiles kept = keep_changed(from(), before, to());
  EXPECT_EQ(kept.kept.files, 1U);
  EXPECT_EQ(kept.left_out.files, 1U);
  EXPECT_EQ(text_in(to() / "out/result.json"), "{}");
  EXPECT_FALSE(fs::exists(to() / "old"));
}

TEST(BytesText, IsShort) {
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(3'412'000), "3.41 MB");
  EXPECT_EQ(size_text({.files = 1, .bytes = 2'000}), "1 file, 2 kB");
}

}  // namespace
}  // namespace spotdrill::apps
