#include "drill/readings/checkpoint_names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotdrill::drill {
namespace {

/// "3 2" for the numbers of `name`, with "*" for a step and "'" for an epoch.
std::string numbers_told(std::string_view name) {
  std::string text;
  for (const NameNumber& number : name_numbers(name)) {
    if (!text.empty()) text += ' ';
    text += std::to_string(static_cast<long>(number.value));
    text += number.rank == 3 ? "*" : number.rank == 2 ? "'" : "";
  }
  return text;
}

TEST(CheckpointNames, TellTheirNumbers) {
  EXPECT_EQ(numbers_told("checkpoint-500"), "500");
  EXPECT_EQ(numbers_told("epoch=3-step=1200.ckpt"), "3' 1200*");
  EXPECT_EQ(numbers_told("model_0012.pt"), "12");
  EXPECT_EQ(numbers_told("step_500"), "500*");
  EXPECT_EQ(numbers_told("global_step500"), "500*");
  EXPECT_EQ(numbers_told("iter_0000500"), "500*");
  EXPECT_EQ(numbers_told("weights.05-0.12.h5"), "5") << "The other is a loss.";
  EXPECT_EQ(numbers_told("checkpoint_3_1200.pt"), "3 1200");
  EXPECT_EQ(numbers_told("model.ckpt-500.index"), "500");
  EXPECT_EQ(numbers_told("model.ckpt-500"), "500");
  EXPECT_EQ(numbers_told("500"), "500");
}

TEST(CheckpointNames, HaveNumbersThatCountNoWork) {
  EXPECT_EQ(numbers_told("last.ckpt"), "");
  EXPECT_EQ(numbers_told("resnet50.pth"), "");
  EXPECT_EQ(numbers_told("llama-7b.pt"), "");
  EXPECT_EQ(numbers_told("ckpt_500_seed42.pt"), "500");
  EXPECT_EQ(numbers_told("ckpt-500-20261130.pt"), "500");
  EXPECT_EQ(numbers_told("model-v2.h5"), "");
  EXPECT_EQ(numbers_told("model-00001-of-00004.safetensors"), "");
}

TEST(CheckpointNames, TellWhatIsStillBeingWritten) {
  for (const char* name : {"tmp-checkpoint-500", "model.pt.tmp", "model.pt.part", "model.pt~",
                           "model.incomplete", ".model.pt", "step_500.tmp_1234", "tmp1a2b3c4d"}) {
    EXPECT_TRUE(temporary_name(name)) << name;
    EXPECT_FALSE(checkpoint_name(name, false)) << name;
  }
  for (const char* name : {"checkpoint-500", "partition-3.pt", "template.pt", "state.cpt"}) {
    EXPECT_FALSE(temporary_name(name)) << name;
  }
}

TEST(CheckpointNames, TellACheckpointFromWhatElseIsThere) {
  for (const char* name : {"checkpoint-500", "global_step500", "500", "iter_0000500", "step_12"}) {
    EXPECT_TRUE(checkpoint_name(name, true)) << name;
  }
  for (const char* name : {"last.ckpt", "model_0012.pt", "state.cpt", "model.ckpt-500.index",
                           "checkpoint_best.pt", "step-12.json"}) {
    EXPECT_TRUE(checkpoint_name(name, false)) << name;
  }
  for (const char* name : {"runs", "logs", "checkpoints", "best-checkpoint", "snapshots"}) {
    EXPECT_FALSE(checkpoint_name(name, true)) << name;
  }
  for (const char* name : {"config.json", "train.py", "epoch_3.log", "events.out.tfevents.1764460",
                           "checkpoint", "latest", "README.md"}) {
    EXPECT_FALSE(checkpoint_name(name, false)) << name;
  }
}

}  // namespace
}  // namespace spotdrill::drill
