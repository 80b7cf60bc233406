#include "drill/readings/output_reader.hpp"

#include <gmock/gmock.h>

namespace spotdrill::drill {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(OutputReader, ReadsBothNumbersOfABarWithSteps) {
  OutputReader reader{R"(([0-9.]+)%\|)"};
  const auto readings = reader.read(" 41%|████      | 82/200 [00:22<00:00,  1.00it/s]", {});
  ASSERT_THAT(readings, SizeIs(1));
  EXPECT_EQ(readings[0].value, 41);
  EXPECT_EQ(readings[0].unit, Unit::Percent);
  EXPECT_EQ(readings[0].steps, (Pair{82, 200}));
  EXPECT_FALSE(readings[0].cycle);
}

TEST(OutputReader, ReadsWhatANumberCountsTo) {
  OutputReader reader{"step ([0-9]+)"};
  const auto readings = reader.read("step 12/200 loss 0.31", {});
  ASSERT_THAT(readings, SizeIs(1));
  EXPECT_EQ(readings[0].unit, Unit::Count);
  EXPECT_EQ(readings[0].of, 200);
}

TEST(OutputReader, APairThatTellsSomethingElseIsNotTheSameWork) {
  OutputReader reader{"progress ([0-9.]+) ?%"};
  const auto readings = reader.read("progress 50 % (worker 3/4)", {});
  ASSERT_THAT(readings, SizeIs(1));
  EXPECT_FALSE(readings[0].steps);
}

TEST(OutputReader, APairThatTellsThePercentageIsNoCycle) {
  OutputReader reader{"([0-9.]+)%"};
  const auto readings = reader.read("12 of 40 files (30%) done", {});
  ASSERT_THAT(readings, SizeIs(1));
  EXPECT_FALSE(readings[0].cycle);
  EXPECT_EQ(readings[0].steps, (Pair{12, 40}));
}

TEST(OutputReader, TheLastLineOfABarIsItsOwnThoughItSaysMore) {
  OutputReader reader{""};
  (void)reader.read("        782,448  63%  110.64kB/s    0:00:04", {});
  (void)reader.read("      1,238,099 100%  146.38kB/s    0:00:08 (xfr#5, to-chk=169/396)", {});
  (void)reader.read("63%", {});
  (void)reader.read("70% (of CPU)", {});
  std::vector<std::string> percentages;
  for (const OutputSeries& each : reader.series()) {
    if (each.percent) percentages.push_back(each.shape);
  }
  EXPECT_THAT(percentages, testing::ElementsAre("# #% #/s #", "#%", "#% (of CPU)"));
}

/// How many figures `lines` have that are told apart, percentages beside their pairs not counted.
std::size_t figures_told_apart(std::initializer_list<const char*> lines) {
  OutputReader reader{""};
  for (const char* line : lines) (void)reader.read(line, {});
  return reader.series().size();
}

TEST(OutputReader, WhatComesBehindAFigureMakesNoOtherOfIt) {
  EXPECT_EQ(figures_told_apart({"(3/25) shard-00002-of-00025 exists, skip",
                                "(4/25) shard-00003-of-00025 downloaded"}),
            1U);
  EXPECT_EQ(figures_told_apart({"[1/4] Building CXX object a.o", "[4/4] Linking app"}), 1U);
  EXPECT_EQ(figures_told_apart({" 99%|█████████ | 119/120 [00:59<00:10,  1.00it/s]",
                                "100%|██████████| 120/120 [00:00<00:10,  1.00it/s]{'loss': 0.1}"}),
            1U);
  EXPECT_EQ(figures_told_apart({" 1/20 [>...................] - ETA: 19s - loss: 0.9",
                                "20/20 [====================] - 50s 2s/step - loss: 0.1"}),
            1U);
  EXPECT_EQ(figures_told_apart({"Encoding clip_01 (1 of 15)", "Encoding clip_02 (2 of 15)"}), 1U);
}

TEST(OutputReader, ThousandsOfNamesMakeNoThousandsOfFigures) {
  OutputReader reader{""};
  std::size_t read = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string name{static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)};
    read += reader.read("encoding " + name + ".mp4 (" + std::to_string(i) + " of 300)", {}).size();
  }
  EXPECT_EQ(read, 300U);
  EXPECT_LE(reader.series().size(), 64U);
}

TEST(OutputReader, AnEpochWithoutACountIsOneOfNobodyKnowsHowMany) {
  OutputReader reader{""};
  EXPECT_EQ(reader.read("Epoch 3:  45%|████▌     | 45/100 [00:45<00:55]", {}).back().cycle,
            (Pair{3, 0}));
  EXPECT_EQ(reader.read("| INFO | train_inner | epoch 002:     45 / 50 loss=4.1", {}).back().cycle,
            (Pair{2, 0}));
  EXPECT_EQ(reader.read("Epoch: [3][ 40/391]\tTime 0.2", {}).back().cycle, (Pair{3, 0}));
  EXPECT_FALSE(reader.read("45/100 {'loss': 0.1, 'epoch': 0.5}", {}).back().cycle);
}

TEST(OutputReader, RemembersWhoCounts) {
  OutputReader reader{"iter ([0-9]+)"};
  EXPECT_EQ(reader.read("[rank1]: iter 12/60 loss 0.083", {}).back().by, 1);
  EXPECT_FALSE(reader.read("iter 12/60 loss 0.083", {}).back().by);
}

// Goal: Keras prints the epoch on a line of its own, above its bars.
TEST(OutputReader, RemembersTheEpochOfTheLineBefore) {
  OutputReader reader{""};
  (void)reader.read("Epoch 2/20", {});
  const auto readings = reader.read("  50/100 [=====>......] - ETA: 3s - loss: 0.4", {});
  ASSERT_THAT(readings, SizeIs(1));
  EXPECT_EQ(readings[0].cycle, (Pair{2, 20}));
  reader.next_instance();
  EXPECT_FALSE(reader.read("  10/100 [>..........] - ETA: 3s - loss: 0.4", {}).at(0).cycle);
}

TEST(OutputReader, TellsFiguresOfOneLineApart) {
  OutputReader reader{""};
  EXPECT_THAT(reader.read("Epoch 1/20 - loss: 0.7280 - accuracy: 27.20%", {}), SizeIs(2));
  EXPECT_THAT(reader.read("Epoch 2/20 - loss: 0.6 - accuracy: 40.7%", {}), SizeIs(2));
  EXPECT_THAT(reader.read("nothing to see", {}), IsEmpty());
  ASSERT_THAT(reader.series(), SizeIs(2));
  EXPECT_TRUE(reader.series()[0].outer);
  EXPECT_TRUE(reader.series()[1].other);
}

}  // namespace
}  // namespace spotdrill::drill
