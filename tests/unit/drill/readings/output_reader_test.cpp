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
