#include "drill/run/leftovers.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill::drill {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Leftovers : public testing::Test {
 protected:
  void write(const fs::path& name, std::string_view text = "x") {
    fs::create_directories((here_ / name).parent_path());
    std::ofstream{here_ / name} << text;
  }

  ScratchDirectory scratch_;
  fs::path here_ = scratch_.path();
  std::vector<Shared> shared_{{.host = here_, .guest = "/mnt/efs"}};
};

TEST_F(Leftovers, LocksAreFoundByTheNamesThatPeopleGiveThem) {
  for (const char* name : {"job/lock", "job.lock", ".snakemake/locks/0.input.lock",
                           "run/worker.pid", "LOCK", "locksmith.txt", "data/unlock.csv", "rapid"}) {
    write(name);
  }
  EXPECT_THAT(find_left(shared_, fs::file_time_type::min()).locks,
              UnorderedElementsAre("/mnt/efs/job/lock", "/mnt/efs/job.lock",
                                   "/mnt/efs/.snakemake/locks/0.input.lock",
                                   "/mnt/efs/run/worker.pid", "/mnt/efs/LOCK"));
}

TEST_F(Leftovers, ALinkToNothingIsALockToo) {
  fs::create_directories(here_);
  fs::create_symlink("ip-10-0-0-7:812", here_ / ".lock");
  fs::create_symlink("step-20.pt", here_ / "latest");
  write("repo/locks/8f2a");
  EXPECT_THAT(find_left(shared_, fs::file_time_type::min()).locks,
              UnorderedElementsAre("/mnt/efs/.lock", "/mnt/efs/repo/locks/8f2a"));
}

TEST_F(Leftovers, AnOlderLockIsSomebodyElses) {
  write("job.lock");
  EXPECT_THAT(find_left(shared_, fs::file_time_type::clock::now() + std::chrono::hours{1}).locks,
              IsEmpty());
}

TEST_F(Leftovers, AFileIsComparedWithThoseOfItsKindBesideIt) {
  const std::string whole(60, 'r');
  write("out/part-1.csv", whole);
  write("out/part-2.csv", whole);
  write("out/part-12.csv", whole);
  write("out/summary.csv", "s");
  write("out/part-7.csv", "half");
  OpenFile file{.path = "/mnt/efs/out/part-7.csv"};
  look_after(file, shared_, fs::file_time_type::clock::now() + std::chrono::hours{1});
  EXPECT_EQ(file.size, 4U);
  EXPECT_EQ(file.usual_size, 60U);
  EXPECT_FALSE(file.written_again);
  look_after(file, shared_, fs::file_time_type::min());
  EXPECT_TRUE(file.written_again);
  OpenFile alone{.path = "/mnt/efs/out/summary.csv"};
  look_after(alone, shared_, fs::file_time_type::min());
  EXPECT_EQ(alone.usual_size, 0U);
  EXPECT_EQ(file.others, 3U);
  OpenFile gone{.path = "/mnt/efs/out/no"};
  look_after(gone, shared_, fs::file_time_type::min());
  EXPECT_FALSE(gone.size);
}

TEST_F(Leftovers, OfNumberedFilesTheLastThatWereWrittenAreRemembered) {
  const auto now = fs::file_time_type::clock::now();
  int age = 10;
  for (const char* name :
       {"out/part-1.csv", "out/part-2.csv", "out/part-3.csv", "out/part-4.csv", "out/part-5.csv",
        "out/a/part-4.csv", "run-1.log", "run-2.log", "summary.csv"}) {
    write(name);
    fs::last_write_time(here_ / name, now - std::chrono::seconds{--age});
  }
  fs::last_write_time(here_ / "out/part-1.csv", now);
  std::vector<std::string> paths;
  const Left left = find_left(shared_, now - std::chrono::minutes{1});
  for (const OpenFile& each : left.last_written) {
    EXPECT_TRUE(each.closed);
    paths.push_back(each.path);
  }
  EXPECT_THAT(paths, UnorderedElementsAre("/mnt/efs/out/part-3.csv", "/mnt/efs/out/part-4.csv",
                                          "/mnt/efs/out/part-5.csv", "/mnt/efs/out/part-1.csv",
                                          "/mnt/efs/out/a/part-4.csv"));
  EXPECT_THAT(find_left(shared_, now + std::chrono::hours{1}).last_written, IsEmpty());
}

}  // namespace
}  // namespace spotdrill::drill
