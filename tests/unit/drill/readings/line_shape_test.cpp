#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "drill/readings/line_figures.hpp"

namespace spotdrill::drill {
namespace {

// Goal: two lines of one kind have one shape, however far they are; lines of two kinds have two.
TEST(LineShape, IsTheSameForLinesOfOneKind) {
  const std::pair<const char*, const char*> same[] = {
      {" 42%|████▏     | 420/1000 [01:12<01:40,  5.80it/s]",
       "100%|██████████| 1000/1000 [1:02:52<00:00, 15.90it/s]"},
      {"Epoch 3:  60%|██████    | 120/200", "Epoch 12:   0%|          | 0/200"},
      {"120/200 [=================>............] - ETA: 8s - loss: 0.5320",
       "  1/200 [..............................] - ETA: 18s - loss: 1.2e-05"},
      {"model:  35%|███▌      | 1.20G/3.40G", "model:   0%|          | 900k/3.40G"},
      {"[ 42%] Building", "[  1%] Building"},
      {"loss=-0.5 step 1,200", "loss=0.5 step 12"},
      {"\x1b[1m120/200\x1b[0m \x1b[32m━━━━━━━━\x1b[0m", "\x1b[1m 12/200\x1b[0m \x1b[32m━\x1b[0m"},
  };
  for (const auto& [one, two] : same) EXPECT_EQ(line_shape(one), line_shape(two)) << one;
}

TEST(LineShape, TellsLinesOfTwoKindsApart) {
  EXPECT_NE(line_shape("epoch 3/10"), line_shape("step 3/10"));
  EXPECT_NE(line_shape("3/10"), line_shape("3 of 10"));
  EXPECT_EQ(line_shape("epoch 3/10, saved to model_3.pt"), "epoch #/#, saved to model_#.pt");
  EXPECT_EQ(line_shape(""), "");
}

TEST(LineShape, IsBounded) {
  EXPECT_EQ(line_shape(std::string(100'000, 'x')).size(), line_shape_bytes_max);
  EXPECT_EQ(line_shape(std::string(100'000, '1')), "#");
}

}  // namespace
}  // namespace spotdrill::drill
