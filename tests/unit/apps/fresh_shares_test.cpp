#include "apps/fresh_shares.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill::apps {
namespace {

namespace fs = std::filesystem;

class FreshSharesTest : public testing::Test {
 protected:
  FreshSharesTest() {
    fs::create_directories(job() / "inner");
    std::ofstream{job() / "inner/saved"} << "40";
    fs::create_symlink("inner/saved", job() / "link");
    workload_.shared = {{.host = job(), .guest = "/opt/job"}};
  }

  fs::path job() const { return scratch_.path() / "job"; }

  ScratchDirectory scratch_;
  drill::Workload workload_;
};

TEST_F(FreshSharesTest, AreCopiesWhichGoAgain) {
  ASSERT_EQ(::mkfifo((job() / "pipe").c_str(), 0600), 0);
  fs::path copy;
  {
    const auto fresh = FreshShares::make(workload_, FreshShares::Of::All);
    ASSERT_TRUE(fresh) << fresh.error();
    copy = workload_.shared[0].host;
    EXPECT_NE(copy, job());
    EXPECT_EQ(fs::file_size(copy / "inner/saved"), 2U);
    EXPECT_EQ(fs::read_symlink(copy / "link"), "inner/saved");
    EXPECT_FALSE(fs::exists(copy / "pipe"));
  }
  EXPECT_FALSE(fs::exists(copy));
  EXPECT_TRUE(fs::exists(job() / "inner/saved"));
}

// Goal: TMPDIR=./tmp, which people set in their job's directory, is no copy of a copy of a copy.
TEST_F(FreshSharesTest, LeaveThemselvesAway) {
  const fs::path temporary = job() / "tmp";
  fs::create_directory(temporary);
  const char* before = ::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", temporary.c_str(), 1);
  const auto fresh = FreshShares::make(workload_, FreshShares::Of::All);
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
  ASSERT_TRUE(fresh) << fresh.error();
  EXPECT_TRUE(workload_.shared[0].host.string().starts_with(temporary.string()));
  EXPECT_TRUE(fs::is_empty(workload_.shared[0].host / "tmp"));
}

TEST_F(FreshSharesTest, OfAWholeDiskAreRefused) {
  std::ofstream{job() / "big"};
  fs::resize_file(job() / "big", copied_bytes_max + 1);  // It takes no room.
  const auto fresh = FreshShares::make(workload_, FreshShares::Of::All);
  ASSERT_FALSE(fresh);
  EXPECT_THAT(fresh.error(), testing::HasSubstr("is bigger than 2 GiB, and each trial begins"));
}

// Goal: the job's directory stays as it is; what else a drill shares is its author's choice.
TEST_F(FreshSharesTest, OfTheJobAreItsDirectoryOnly) {
  workload_.command = {"job"};
  workload_.directory = job();
  const auto fresh = FreshShares::make(workload_, FreshShares::Of::Job);
  ASSERT_TRUE(fresh) << fresh.error();
  EXPECT_EQ(workload_.shared[0].host, job());
  EXPECT_EQ(workload_.directory, job()) << "instances see it where it was";
  EXPECT_TRUE(fs::exists(workload_.directory_host / "inner/saved"));
  EXPECT_NE(workload_.directory_host, job());
}

}  // namespace
}  // namespace spotdrill::apps
