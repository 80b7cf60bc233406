#include "apps/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "apps/data_dir.hpp"
#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

class SweepLeftovers : public testing::Test {
 protected:
  fs::path make(const std::string& name, bool with_lock = true) {
    const fs::path path = directory_ / name;
    fs::create_directories(path / "efs");
    if (with_lock) std::ofstream{path / "lock"};
    return path;
  }

  ScratchDirectory scratch_;
  fs::path directory_ = scratch_.path();
};

TEST_F(SweepLeftovers, DeletesWhatNobodyHolds) {
  const fs::path left = make("spotdrill-run-aaaaaa");
  const fs::path starting = make("spotdrill-run-bbbbbb", false);
  const fs::path foreign = make("something-else");
  const fs::path held = make("spotdrill-run-cccccc");
  const fs::path target = make("target");
  fs::create_directory_symlink(target, directory_ / "spotdrill-run-dddddd");
  const auto lock = DataLock::take(held);
  ASSERT_TRUE(lock);
  sweep_leftovers(directory_);
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(starting)) << "its server has not locked it yet";
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_TRUE(fs::exists(held));
  EXPECT_TRUE(fs::exists(target / "efs")) << "a link is not followed";
}

TEST_F(SweepLeftovers, LeavesWhatIsAnotherUsers) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make another user's files";
  const fs::path path = make("spotdrill-run-aaaaaa");
  ASSERT_EQ(::chown(path.c_str(), 65534, 65534), 0);
  sweep_leftovers(directory_);
  EXPECT_TRUE(fs::exists(path));
}

// Goal: what a directory has that is swept may lead elsewhere; the link goes, not what it means.
TEST_F(SweepLeftovers, LinksInsideAreNotFollowed) {
  const fs::path target = make("target");
  const fs::path left = make("spotdrill-run-aaaaaa");
  fs::create_directory_symlink(target, left / "efs" / "elsewhere");
  sweep_leftovers(directory_);
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(target / "efs"));
}

TEST_F(SweepLeftovers, LeavesWhatAnInstanceLivesIn) {
  // Goal: an instance outlives its server for a while; its disk must not go before it.
  // Method: one process that has the directory on its command line, as an instance's init has.
  const fs::path path = make("spotdrill-run-aaaaaa");
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sleep", (path / "boot.conf").c_str(), "600", nullptr);
    ::_exit(127);
  }
  const fs::path line = fs::path{"/proc"} / std::to_string(child) / "cmdline";
  const auto started = [&] {
    return read_text(line).value_or("").find("boot.conf") != std::string::npos;
  };
  for (int i = 0; i < 5000 && !started(); ++i) ::usleep(1000);
  sweep_leftovers(directory_);
  EXPECT_TRUE(fs::exists(path));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  sweep_leftovers(directory_);
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace spotdrill::apps
