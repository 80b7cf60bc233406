// Counts as programs print them that do not say on the same line how many there will be.
#include "drill/readings/line_counts.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

struct CountedLine {
  const char* program;
  const char* line;
  const char* says;  ///< "step 1200"; "step of 50000" for how many there will be.
};

std::string count_text(const LineCounts& counts) {
  std::string text;
  const auto add = [&](std::string_view word, const LineCount& count) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{}{} {:g}", count.label, word, count.value);
  };
  for (const LineCount& each : counts.now) add("", each);
  for (const LineCount& each : counts.in_all) add(" of", each);
  return text;
}

constexpr CountedLine counted_lines[] = {
    {"GROMACS", "50000 steps,    100.0 ps.", "step of 50000"},
    {"GROMACS", "25000 steps,     50.0 ps (continuing from step 25000,     50.0 ps).",
     "step 25000, step of 25000"},
    {"GROMACS", "   nsteps                         = 50000", "step of 50000"},
    {"GROMACS", "step 1200, remaining wall clock time:   120 s          ", "step 1200"},
    {"GROMACS", "step 1200, will finish Mon Nov 30 12:00:00 2026", "step 1200"},
    {"PyTorch", "Epoch 3 loss 0.2312", "epoch 3"},
    {"PyTorch", "epoch: 3, loss: 0.2312, acc: 91.2", "epoch 3"},
    {"PyTorch", "[epoch 3] train_loss=0.23 val_loss=0.31", "epoch 3"},
    {"PyTorch", "Training for 20 epochs", "epoch of 20"},
    {"PyTorch", "step=1500 loss=2.31", "step 1500"},
    {"Hugging Face", "  Num Epochs = 3", "epoch of 3"},
    {"Hugging Face", "  Total optimization steps = 1500", "step of 1500"},
    {"argparse", "epochs: 20", "epoch of 20"},
    {"argparse", "max_epoch=20", "epoch of 20"},
    {"JSON lines", R"({"epoch": 3, "loss": 0.23})", "epoch 3"},
    {"JSON lines", R"({"num_steps": 500})", "step of 500"},
    {"XGBoost", "[12]\tvalidation_0-logloss:0.52", ""},
    {"gym", "Episode 120 reward 13.5", "episode 120"},
    {"a script", "Step 3: installing numpy", "step 3"},
    {"a pair", "step 3/10", ""},
    {"a name", "epoch_loss: 3", ""},
    {"a file", "saved model-step-500.pt", ""},
    {"a file", "saved ckpt/epoch3.pt", ""},
    {"a share", "step 30% done", ""},
    {"a time", "ran 120 steps in 30 s", ""},
    {"a part", "epoch 3.5 of training", ""},
    {"words", "for 3 hours", ""},
};

TEST(LineCounts, AreReadAsProgramsPrintThem) {
  for (const CountedLine& each : counted_lines) {
    EXPECT_EQ(count_text(line_counts(each.line)), each.says) << each.program << ": " << each.line;
  }
}

}  // namespace
}  // namespace spotdrill::drill
