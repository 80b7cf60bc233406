#include "apps/data_dir.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr uid_t nobody = 65534;

class ClaimDataDirectory : public testing::Test {
 protected:
  static mode_t mode_of(const fs::path& path) {
    struct stat about{};
    return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 07777 : 0;
  }
  /// One that others can read, with one thing in it.
  fs::path open_directory(const std::string& name) {
    const fs::path data = directory_ / "data";
    fs::create_directories(data / name);
    ::chmod(data.c_str(), 0755);
    return data;
  }

  ScratchDirectory scratch_;
  fs::path directory_ = scratch_.path();
};

TEST_F(ClaimDataDirectory, MakesOneThatOthersCannotLookInto) {
  const fs::path data = directory_ / "above" / "data";
  ASSERT_TRUE(claim_data_directory(data));
  EXPECT_EQ(mode_of(data), 0700);
  EXPECT_TRUE(claim_data_directory(data)) << "again";
}

TEST_F(ClaimDataDirectory, ClosesItsOwnThatIsOpen) {
  for (const char* name : {"runs", "store.sqlite-wal", "lost+found"}) {
    const fs::path data = open_directory(name);
    ASSERT_TRUE(claim_data_directory(data)) << name;
    EXPECT_EQ(mode_of(data), 0700) << name;
    fs::remove_all(data);
  }
}

TEST_F(ClaimDataDirectory, LeavesADirectoryOfOtherThingsAsItIs) {
  const fs::path data = open_directory("project");
  const auto claimed = claim_data_directory(data);
  ASSERT_FALSE(claimed);
  EXPECT_THAT(claimed.error(), HasSubstr("Other users can look into " + data.string()));
  EXPECT_EQ(mode_of(data), 0755);
  ::chmod(data.c_str(), 0700);
  EXPECT_TRUE(claim_data_directory(data)) << "it is closed now";
}

TEST_F(ClaimDataDirectory, FollowsAUsersOwnLink) {
  fs::create_directories(directory_ / "big-disk");
  fs::create_directory_symlink(directory_ / "big-disk", directory_ / "link");
  ASSERT_TRUE(claim_data_directory(directory_ / "link"));
  EXPECT_EQ(mode_of(directory_ / "big-disk"), 0700);
}

TEST_F(ClaimDataDirectory, FileIsNone) {
  std::ofstream{directory_ / "file"} << "x";
  const auto claimed = claim_data_directory(directory_ / "file");
  ASSERT_FALSE(claimed);
  EXPECT_THAT(claimed.error(), HasSubstr("Not a directory"));
}

// Goal: a directory that somebody else has made beforehand, in /tmp say, is not trusted.
TEST_F(ClaimDataDirectory, AnotherUsersIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make another user's files";
  const fs::path data = directory_ / "data";
  fs::create_directories(data);
  ASSERT_EQ(::chown(data.c_str(), nobody, nobody), 0);
  const auto claimed = claim_data_directory(data);
  ASSERT_FALSE(claimed);
  EXPECT_THAT(claimed.error(), HasSubstr("belongs to another user (uid 65534)"));
  EXPECT_FALSE(DataLock::take(data)) << "no server either";
}

TEST_F(ClaimDataDirectory, AnotherUsersLinkIsNotFollowed) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make another user's files";
  const fs::path target = directory_ / "target";
  fs::create_directories(target);
  ::chmod(target.c_str(), 0755);
  const fs::path link = directory_ / "link";
  fs::create_directory_symlink(target, link);
  ASSERT_EQ(::lchown(link.c_str(), nobody, nobody), 0);
  EXPECT_FALSE(claim_data_directory(link));
  EXPECT_EQ(mode_of(target), 0755) << "what it leads to is untouched";
}

}  // namespace
}  // namespace spotdrill::apps
