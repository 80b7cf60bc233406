#include "drill/sketch/checkpoint_clues.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotdrill::drill::sketch {
namespace {

/// The pattern that is found in user data of `text`; "none".
std::string pattern_of(const std::string& text) {
  const auto found = checkpoints_of(read_user_data("job.sh", text, "/nowhere"));
  return found ? found->pattern.string() : "none";
}

TEST(CheckpointClues, AreTheDirectoryOfAFramework) {
  EXPECT_EQ(pattern_of("args = TrainingArguments(output_dir='/mnt/efs/run', save_steps=100)"),
            "/mnt/efs/run/checkpoint-*");
  EXPECT_EQ(pattern_of("python3 -m train --output_dir /mnt/efs/run --save_steps 100"),
            "/mnt/efs/run/checkpoint-*");
  EXPECT_EQ(pattern_of("c = ModelCheckpoint(dirpath=\"/mnt/efs/ckpt\", every_n_train_steps=100)"),
            "/mnt/efs/ckpt");
}

TEST(CheckpointClues, AreNamesWithANumberInThem) {
  EXPECT_EQ(pattern_of("OUT='/mnt/efs/run'\nd=f'{OUT}/checkpoint-{step}'"),
            "/mnt/efs/run/checkpoint-*");
  EXPECT_EQ(pattern_of("torch.save(s, f\"/mnt/efs/run/ckpt_{epoch}.pt\")"),
            "/mnt/efs/run/ckpt_*.pt");
  EXPECT_EQ(pattern_of("D = '/mnt/efs/run'\ntorch.save(s, os.path.join(D, f'model_{n}.pth'))"),
            "/mnt/efs/run/model_*.pth");
  EXPECT_EQ(pattern_of("OUT=/mnt/efs/run\nmv a \"$OUT/step_$n.npz\""), "/mnt/efs/run/step_*.npz");
}

TEST(CheckpointClues, AreNoneWhereNothingLiteralIsKept) {
  EXPECT_EQ(pattern_of("torch.save(s, f'{args.out}/ckpt_{epoch}.pt')"), "none");
  EXPECT_EQ(pattern_of("torch.save(s, f'/tmp/ckpt_{epoch}.pt')"), "none") << "It dies with it.";
  EXPECT_EQ(pattern_of("open(f'/mnt/efs/part_{i}.csv', 'w')"), "none");
  EXPECT_EQ(pattern_of("print(f'/mnt/efs/ckpt_{epoch}.pt')"), "none");
  EXPECT_EQ(pattern_of("X=f'{X}/{X}'\nd=f'{X}/ckpt_{n}.pt'"), "none") << "It names itself.";
}

}  // namespace
}  // namespace spotdrill::drill::sketch
