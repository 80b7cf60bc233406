#include "drill/run/checkpoint_watch.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "scratch.hpp"

namespace spotdrill::drill {
namespace {

class CheckpointWatchTest : public testing::Test {
 protected:
  ScratchDirectory scratch_;
  std::filesystem::path file_ = scratch_.path() / "job" / "checkpoint";
};

TEST_F(CheckpointWatchTest, AFileThatIsRenamedOverItIsNotWrittenInPlace) {
  std::filesystem::create_directories(file_.parent_path());
  CheckpointWatch watch{file_};
  for (int i = 0; i < 2; ++i) {
    std::ofstream{file_.string() + ".new"} << "state";
    std::filesystem::rename(file_.string() + ".new", file_);
  }
  std::ofstream{file_.parent_path() / "progress"} << "50";
  watch.look();
  EXPECT_EQ(watch.seen().in_place, 0);
  EXPECT_EQ(watch.seen().replaced, 2);
  EXPECT_FALSE(watch.is_overwriting());
}

// Goal: a directory that the job makes itself is watched as soon as it is there.
TEST_F(CheckpointWatchTest, AFileThatIsWrittenWhereItIsIsSeenFromItsSecondWriteOn) {
  CheckpointWatch watch{file_};
  std::filesystem::create_directories(file_.parent_path());
  watch.look();
  std::ofstream first{file_};
  first << "first" << std::flush;
  watch.look();
  EXPECT_EQ(watch.seen().in_place, 1);
  EXPECT_FALSE(watch.is_overwriting()) << "there is nothing yet to lose";
  first.close();
  std::ofstream second{file_};
  second << "seco" << std::flush;
  watch.look();
  EXPECT_EQ(watch.seen().in_place, 2);
  EXPECT_TRUE(watch.is_overwriting());
  watch.shutdown_begun();
  EXPECT_TRUE(watch.seen().cut_off);
  second.close();
  watch.look();
  EXPECT_FALSE(watch.is_overwriting());
  EXPECT_TRUE(watch.seen().cut_off);
  watch.next_instance();
  watch.shutdown_begun();
  EXPECT_FALSE(watch.seen().cut_off);
  EXPECT_EQ(watch.seen().in_place, 0);
}

TEST_F(CheckpointWatchTest, ASaveBesideItIsASaveToo) {
  std::filesystem::create_directories(file_.parent_path());
  CheckpointWatch watch{file_};
  std::ofstream{file_.parent_path() / ".checkpoint.tmp"} << "state";
  std::filesystem::rename(file_.parent_path() / ".checkpoint.tmp", file_);
  std::ofstream next{file_.parent_path() / ".checkpoint.tmp"};
  watch.look();
  EXPECT_TRUE(watch.is_overwriting());
  watch.shutdown_begun();
  EXPECT_FALSE(watch.seen().cut_off) << "what is there is whole";
}

// Goal: between the last write and the renaming there may be neither the old nor the new one.
TEST_F(CheckpointWatchTest, ASaveEndsWhenTheFileIsInItsPlace) {
  std::filesystem::create_directories(file_.parent_path());
  std::ofstream{file_} << "old";
  CheckpointWatch watch{file_};
  const std::string beside = file_.string() + ".new";
  const auto is_saving = [&] {
    watch.look();
    return watch.is_overwriting();
  };
  std::ofstream{beside} << "state";
  std::filesystem::rename(beside, file_);
  EXPECT_FALSE(is_saving());
  std::ofstream{beside} << "state";
  EXPECT_TRUE(is_saving()) << "written, not yet renamed";
  std::filesystem::remove(file_);
  EXPECT_TRUE(is_saving());
  std::filesystem::rename(beside, file_);
  EXPECT_FALSE(is_saving());
  std::filesystem::rename(file_, file_.string() + ".previous");
  EXPECT_TRUE(is_saving()) << "there is none";
  watch.next_instance();
  EXPECT_FALSE(is_saving());
}

}  // namespace
}  // namespace spotdrill::drill
