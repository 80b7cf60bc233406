// What no line says of progress and the end of the work does.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "drill/recorded.hpp"

namespace spotdrill::drill {
namespace {

using testing::DoubleNear;
using testing::HasSubstr;
using testing::IsEmpty;

// Goal: Lightning and fairseq count the steps of an epoch, and never say how many epochs there are.
TEST(Progress, TheWholeOfUncountedEpochsIsKnownWhenTheWorkIsDone) {
  Recorded job{""};
  const auto epoch = [&](int number, double at) {
    for (int i = 1; i <= 30; ++i) {
      job.print(at + i, fmt::format("Epoch {}: {:3}%|███  | {}/30 [00:01<00:29,  1.00it/s]", number,
                                    100 * i / 30, i));
    }
  };
  epoch(0, 0);
  EXPECT_FALSE(newest_progress(job.work())) << "it may be one of a hundred";
  EXPECT_THAT(job.work().progress_unknown, HasSubstr("nothing says how many"));
  epoch(1, 30);
  job.print(61, "Epoch 2:   3%|███  | 1/30 [00:01<00:29,  1.00it/s]").kill(62);
  epoch(2, 62);
  EXPECT_FALSE(newest_progress(job.work()));
  const Work work = job.end(95).work();
  EXPECT_THAT(work.progress_unknown, IsEmpty());
  EXPECT_EQ(newest_progress(work), 100);
  EXPECT_EQ(work.completed_at, second(95));
  EXPECT_FALSE(work.interruptions.at(0).from_zero);
  EXPECT_THAT(work.interruptions[0].lost_percent.value_or(-1), DoubleNear(0, 1.2));
}

// Goal: what is saved counts the steps of all epochs, as fairseq's checkpoints do.
TEST(Progress, StepsOfAnEpochMakeThoseOfAll) {
  Recorded job{"", "@ ([0-9]+) updates"};
  for (int step = 5; step <= 150; step += 5) {
    const int epoch = (step - 1) / 50 + 1;
    job.print(2 * step,
              fmt::format("epoch {:03}:     {} / 50 loss=4.1", epoch, (step - 1) % 50 + 1));
    if (step % 25 == 0) job.print(2 * step + 0.1, fmt::format("Saved (@ {} updates)", step));
  }
  const Work work = job.end(301).work();
  EXPECT_THAT(work.refusal, IsEmpty());
  EXPECT_THAT(work.instances[0].saved.front().value, DoubleNear(100.0 * 25 / 150, 0.1));
}

TEST(Progress, TheAuthorSaysHowManyEpochsThereAre) {
  Recorded job{""};
  job.seen().total = 4;
  job.seen().total_given = true;
  job.print(1, "epoch 001:     25 / 50 loss=4.1").print(2, "epoch 001:     50 / 50 loss=4.0");
  EXPECT_EQ(newest_progress(job.work()), 25);
}

// Goal: GROMACS says once how many steps there are, and a replacement how many are left.
TEST(Progress, AnEarlierLineSaysHowManyStepsThereAre) {
  Recorded job{""};
  job.print(0, "50000 steps, 100.0 ps.");
  for (int i = 1; i <= 30; ++i) job.print(i, fmt::format("step {}, remaining: 9 s", 1000 * i));
  EXPECT_EQ(newest_progress(job.work()), 30'000);
  EXPECT_EQ(job.work().total, 50'000);
  job.kill(31).print(40, "25000 steps, 50.0 ps (continuing from step 25000, 50.0 ps).");
  for (int i = 26; i <= 50; ++i) {
    job.print(20 + i, fmt::format("step {}, remaining: 9 s", 1000 * i));
  }
  const Work work = job.end(71).work();
  EXPECT_EQ(newest_progress(work), 50'000);
  EXPECT_FALSE(work.interruptions.at(0).from_zero);
  EXPECT_THAT(work.interruptions[0].lost_percent.value_or(-1), DoubleNear(10, 2.1));
}

// Goal: "Epoch 3 loss …", and nothing ever says how many epochs there are.
TEST(Progress, TheMostOfABareCountIsTheWholeWhenTheWorkIsDone) {
  Recorded job{""};
  const auto epoch = [&](int number, double at) {
    job.print(at, fmt::format("Epoch {} loss 0.{}", number, 90 - number));
  };
  for (int i = 1; i <= 8; ++i) epoch(i, 10 * i);
  EXPECT_FALSE(newest_progress(job.work())) << "it may be one of a hundred";
  EXPECT_THAT(job.work().progress_unknown, HasSubstr("nothing says how many"));
  job.kill(85);
  for (int i = 7; i <= 20; ++i) epoch(i, 30 + 10 * i);
  const Work work = job.end(231).work();
  EXPECT_THAT(work.progress_unknown, IsEmpty());
  EXPECT_TRUE(work.progress_is_guess);
  EXPECT_EQ(work.total, 20);
  EXPECT_FALSE(work.interruptions.at(0).from_zero);
  EXPECT_THAT(work.interruptions[0].lost_percent.value_or(-1), DoubleNear(10, 5.1));
}

// Goal: a right job that counts what was left from one on is not told that it began anew.
TEST(Progress, ABareCountThatBeginsAgainIsOfTheWholeOrOfWhatWasLeft) {
  for (const int left : {12, 20}) {
    Recorded job{""};
    for (int i = 1; i <= 8; ++i) job.print(10 * i, fmt::format("Epoch {} loss 0.3", i));
    job.kill(85);
    for (int i = 1; i <= left; ++i) job.print(90 + 10 * i, fmt::format("Epoch {} loss 0.3", i));
    job.end(331);
    EXPECT_FALSE(newest_progress(job.work())) << left;
    EXPECT_THAT(job.work().progress_unknown, HasSubstr("or with what was left")) << left;
    job.seen().total = 20;
    job.seen().total_given = true;
    EXPECT_TRUE(left != 20 || job.work().interruptions.at(0).from_zero);
  }
}

// Goal: what says how many there are is asked first.
TEST(Progress, ABareCountIsTheLastThingToGoBy) {
  Recorded job{""};
  for (int i = 1; i <= 10; ++i) {
    job.print(i, fmt::format("Step {}: work", i)).print(i + 0.5, fmt::format("{}% done", 5 * i));
  }
  EXPECT_EQ(newest_progress(job.work()), 50);
}

// Goal: a replacement of which the percentages begin at zero again may count what was left.
TEST(Progress, ThePaceTellsWhetherPercentagesAreOfTheWholeOrOfWhatWasLeft) {
  for (const double left : {0.5, 1.0}) {
    Recorded job{"([0-9]+)%"};
    for (int i = 0; i <= 10; ++i) job.print(15 * i, fmt::format("{}%", 5 * i));
    job.kill(160);
    for (int i = 1; i <= 20; ++i) job.print(170 + 15 * i * left, fmt::format("{}%", 5 * i));
    const Work work = job.end(171 + 300 * left).work();
    EXPECT_EQ(work.interruptions.at(0).from_zero, left == 1.0);
    EXPECT_THAT(work.interruptions[0].lost_percent.value_or(-1),
                DoubleNear(left == 1.0 ? 50 : 0, 0.1));
  }
}

}  // namespace
}  // namespace spotdrill::drill
