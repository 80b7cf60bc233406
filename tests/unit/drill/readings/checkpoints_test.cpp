// Directories as real programs leave them.
#include "drill/readings/checkpoints.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <string>

#include "scratch.hpp"

namespace spotdrill::drill {
namespace {

namespace fs = std::filesystem;

class Checkpoints : public testing::Test {
 protected:
  /// Writes a file, a second newer than the one before.
  void put(const std::string& name, const std::string& content = "x") {
    const fs::path path = root() / name;
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << content;
    fs::last_write_time(path, fs::file_time_type{} + std::chrono::seconds{++seconds_});
  }
  void put_all(const std::string& directory, std::initializer_list<const char*> names) {
    for (const char* name : names) put(directory + "/" + name);
  }
  [[nodiscard]] const fs::path& root() const { return scratch_.path(); }
  /// "checkpoint-500 500": the newest of `pattern`, and its number.
  [[nodiscard]] std::string newest(const std::string& pattern) const {
    const auto found = newest_checkpoint(root() / pattern);
    if (!found) return "none";
    std::string text = fs::relative(found->path, root()).string();
    if (found->number) text += " " + std::to_string(static_cast<long>(*found->number));
    return text;
  }

 private:
  ScratchDirectory scratch_;
  int seconds_ = 0;
};

// Goal: the Trainer writes trainer_state.json last, and deletes the oldest (save_total_limit).
TEST_F(Checkpoints, OfTheHuggingFaceTrainerAreWholeWithTheirState) {
  put_all("out/checkpoint-1000", {"model.safetensors", "training_args.bin", "trainer_state.json"});
  put_all("out/checkpoint-500", {"model.safetensors", "training_args.bin", "trainer_state.json"});
  put_all("out/runs/Nov30", {"events.out.tfevents.1"});
  put("out/config.json");
  EXPECT_EQ(newest("out"), "out/checkpoint-1000 1000") << "By number, 500 is newer by time.";
  EXPECT_EQ(newest("out/checkpoint-*"), "out/checkpoint-1000 1000");
  EXPECT_EQ(newest_checkpoint(root() / "out")->bytes, 3U);

  put_all("out/checkpoint-1500", {"model.safetensors", "training_args.bin"});
  put_all("out/tmp-checkpoint-2000", {"model.safetensors", "trainer_state.json"});
  EXPECT_EQ(newest("out"), "out/checkpoint-1000 1000");
  put("out/checkpoint-1500/trainer_state.json");
  fs::remove_all(root() / "out/checkpoint-500");
  fs::remove_all(root() / "out/checkpoint-1000");
  EXPECT_EQ(newest("out"), "out/checkpoint-1500 1500");
}

// Goal: a directory is not whole while it has only some of the files of the one before it.
TEST_F(Checkpoints, ThatLackFilesOfTheOneBeforeAreBeingWritten) {
  put_all("step_1", {"model.bin", "optimizer.bin", "shard_1.bin"});
  put_all("step_2", {"model.bin"});
  EXPECT_EQ(newest("step_*"), "step_1 1");
  put_all("step_2", {"optimizer.bin", "shard_2.bin"});
  EXPECT_EQ(newest("step_*"), "step_2 2");
  put_all("step_3", {"whole.bin"});
  EXPECT_EQ(newest("step_*"), "step_3 3") << "Another layout.";
}

TEST_F(Checkpoints, OfLightningCountSteps) {
  put("version_0/checkpoints/epoch=3-step=1200.ckpt");
  put("version_0/checkpoints/epoch=2-step=900.ckpt");
  put("version_0/checkpoints/last.ckpt");
  EXPECT_EQ(newest("version_0/checkpoints"), "version_0/checkpoints/epoch=3-step=1200.ckpt 1200");
  put("version_1/checkpoints/epoch=4-step=1500.ckpt");
  EXPECT_EQ(newest("version_*/checkpoints/*.ckpt"),
            "version_1/checkpoints/epoch=4-step=1500.ckpt 1500");
  EXPECT_EQ(newest("version_*/checkpoints/last.ckpt"), "version_0/checkpoints/last.ckpt");
}

TEST_F(Checkpoints, OfKerasAreNumberedByTheEpochNotTheLoss) {
  put("weights.05-0.12.h5");
  put("weights.04-0.15.h5");
  put("weights.06-0.11.h5.tmp");
  EXPECT_EQ(newest("weights.*.h5"), "weights.05-0.12.h5 5");
  EXPECT_EQ(newest("."), "weights.05-0.12.h5 5");
}

TEST_F(Checkpoints, OfFairseqAreNumbered) {
  put("checkpoint3.pt");
  put("checkpoint2.pt");
  put("checkpoint_best.pt");
  put("checkpoint_last.pt");
  EXPECT_EQ(newest("*.pt"), "checkpoint3.pt 3");
  put("checkpoint_3_1200.pt");
  put("checkpoint_3_1000.pt");
  put("checkpoint_4_1400.pt");
  EXPECT_EQ(newest("checkpoint_*_*.pt"), "checkpoint_4_1400.pt 1400");
}

TEST_F(Checkpoints, OfDeepSpeedAreWholeWhenLatestNamesThem) {
  put_all("global_step500", {"mp_rank_00_model_states.pt"});
  put("latest", "global_step500");
  put_all("global_step1000", {"mp_rank_00_model_states.pt"});
  EXPECT_EQ(newest("global_step*"), "global_step500 500");
  put("latest", "global_step1000");
  EXPECT_EQ(newest("global_step*"), "global_step1000 1000");
}

TEST_F(Checkpoints, OfTensorFlowAreTheirIndex) {
  put_all("tf", {"model.ckpt-500.data-00000-of-00001", "model.ckpt-500.index"});
  put("tf/checkpoint",
      "model_checkpoint_path: \"model.ckpt-500\"\nall_model_checkpoint_paths: \"\"\n");
  put("tf/model.ckpt-1000.data-00000-of-00001");
  EXPECT_EQ(newest("tf"), "tf/model.ckpt-500.index 500");
  put("tf/model.ckpt-1000.index");
  EXPECT_EQ(newest("tf"), "tf/model.ckpt-500.index 500") << "It is not named yet.";
  put("tf/checkpoint", "model_checkpoint_path: \"model.ckpt-1000\"\n");
  EXPECT_EQ(newest("tf"), "tf/model.ckpt-1000.index 1000");
}

TEST_F(Checkpoints, OfGromacsAreOrderedByTime) {
  put("state_prev.cpt");
  put("state.cpt");
  put("md.log");
  EXPECT_EQ(newest("."), "state.cpt");
  EXPECT_EQ(newest("*.cpt"), "state.cpt");
}

TEST_F(Checkpoints, OfResticAreNone) {
  put_all("repo", {"config", "index/1a2b", "keys/3c4d", "snapshots/5e6f"});
  EXPECT_EQ(newest("repo"), "none");
  EXPECT_EQ(newest("not/there/*.pt"), "none");
}

TEST_F(Checkpoints, ThatAreHalfWrittenAreNotTheNewest) {
  const std::string zip = std::string("PK\x03\x04") + std::string(5'000, 'x');
  put("model_1.pt", zip + std::string("PK\x05\x06") + std::string(18, '\0'));
  put("model_2.pt", zip);
  EXPECT_EQ(newest("*.pt"), "model_1.pt 1");
  put("model_2.pt", "");
  EXPECT_EQ(newest("*.pt"), "model_1.pt 1");
  fs::create_directory(root() / "step_3");
  EXPECT_EQ(newest("step_*"), "none") << "An empty directory.";
  put_all("step_3", {"__0_0.distcp"});
  EXPECT_EQ(newest("step_*"), "none");
  put("step_3/.metadata");
  EXPECT_EQ(newest("step_*"), "step_3 3");
}

TEST_F(Checkpoints, OfHdf5AreAsLongAsTheySay) {
  using namespace std::string_literals;
  std::string file = "\x89HDF\r\n\x1a\n"s + std::string(5, '\0') + "\x08\x08"s;
  file.resize(40, '\0');
  file += "\x60\0\0\0\0\0\0\0"s;  // 96 bytes.
  put("weights_1.h5", file + std::string(48, 'x'));
  put("weights_2.h5", file + std::string(47, 'x'));
  EXPECT_EQ(newest("*.h5"), "weights_1.h5 1");
}

TEST_F(Checkpoints, AreNotReadFromPipesAndAreBounded) {
  ASSERT_EQ(::mkfifo((root() / "model_9.pt").c_str(), 0600), 0);
  put("model_1.pt");
  EXPECT_EQ(newest("*.pt"), "model_1.pt 1");
  put("a[1]/model_2.pt");
  EXPECT_EQ(newest("a[1]/*.pt"), "a[1]/model_2.pt 2") << "A bracket of a directory's own name.";
}

TEST_F(Checkpoints, HavePatternsThatCanBeWrong) {
  EXPECT_EQ(checkpoint_pattern_flaw("/mnt/efs/checkpoint-*"), "");
  EXPECT_EQ(checkpoint_pattern_flaw("/mnt/efs/version_*/last.ckpt"), "");
  EXPECT_NE(checkpoint_pattern_flaw(""), "");
  EXPECT_NE(checkpoint_pattern_flaw("/a*/b*/c*"), "");
  EXPECT_NE(checkpoint_pattern_flaw("/mnt/../etc/*"), "");
}

}  // namespace
}  // namespace spotdrill::drill
