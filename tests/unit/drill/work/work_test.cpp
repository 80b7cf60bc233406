// The model of the work, made of outputs as real programs print them: no server, no process.
#include "drill/work/work.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "drill/observations.hpp"
#include "drill/recorded.hpp"

namespace spotdrill::drill {
namespace {

using testing::DoubleNear;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Work, ABarOfEachEpochIsAPartOfTheWhole) {
  Recorded job{R"(([0-9]+)%\|)"};
  for (int epoch = 1; epoch <= 2; ++epoch) {
    for (int i = 1; i <= 20; ++i) {
      job.print(60 * (epoch - 1) + 3 * i, fmt::format("Epoch {}/3: {:3}%|", epoch, 5 * i));
    }
  }
  EXPECT_THAT(*newest_progress(job.work()), DoubleNear(66.7, 0.1));
  EXPECT_FALSE(job.work().completed_at) << "a full bar is no end";
  job.kill(121);
  job.print(125, "Epoch 1/3:   5%|");
  const Work work = job.work();
  EXPECT_TRUE(work.interruptions.at(0).from_zero);
  EXPECT_THAT(*work.interruptions[0].lost_percent, DoubleNear(66.7, 0.1));
}

TEST(Work, ABarThatBeginsAgainWithoutACountIsNotTheWhole) {
  Recorded job{R"(([0-9]+)%\|)"};
  for (int file = 0; file < 3; ++file) {
    for (int i = 1; i <= 4; ++i) job.print(20 * file + 5 * i, fmt::format("{}%|", 25 * i));
  }
  EXPECT_FALSE(newest_progress(job.work()));
  EXPECT_THAT(job.work().progress_unknown, HasSubstr("begins again"));
  EXPECT_EQ(job.end(65).work().completed_at, second(65)) << "its exit code tells";
}

TEST(Work, AStrayFullReadingIsNoNewBeginning) {
  Recorded job{R"(([0-9]+)%)"};
  for (int i = 1; i <= 20; ++i) job.print(i, fmt::format("{}%", i == 10 ? 99 : i));
  EXPECT_EQ(newest_progress(job.work()), 20);
}

TEST(Work, AnEvaluationsBarBesideTheTrainingsIsNotTheWork) {
  Recorded job{R"(([0-9.]+)%\|)"};
  for (int step = 1; step <= 100; ++step) {
    job.print(step, fmt::format("{:3}%|███  | {}/200 [00:00<00:00]", step / 2, step));
    if (step % 50 != 0) continue;
    for (int i = 0; i <= 13; ++i) {
      job.print(step + i / 20.0, fmt::format("{:3}%|███  | {}/13 [00:00<00:00]", 100 * i / 13, i));
    }
  }
  EXPECT_EQ(newest_progress(job.work()), 50);
}

TEST(Work, TheEpochIsTheProgressAndNotTheAccuracy) {
  Recorded job{""};
  for (int epoch = 1; epoch <= 5; ++epoch) {
    job.print(10 * epoch, fmt::format("Epoch {}/20 - loss: 0.{} - accuracy: {:.2f}%", epoch,
                                      9 - epoch, 20.0 * epoch));
  }
  const Work work = job.work();
  EXPECT_EQ(work.total, 20);
  EXPECT_EQ(newest_progress(work), 5);
  EXPECT_THAT(work.progress_from, HasSubstr("epoch"));
  EXPECT_FALSE(work.progress_is_guess);
}

TEST(Work, ALoadThatGoesUpAndDownIsNoProgress) {
  Recorded job{""};
  for (int i = 0; i < 12; ++i) job.print(i, fmt::format("node at {}%", 40 + 17 * i % 31));
  EXPECT_FALSE(newest_progress(job.work()));
}

TEST(Work, APercentageAloneIsAGuess) {
  Recorded job{""};
  for (int i = 1; i <= 5; ++i) job.print(10 * i, fmt::format("{} % of it", 10 * i));
  EXPECT_EQ(newest_progress(job.work()), 50);
  EXPECT_TRUE(job.work().progress_is_guess);
}

TEST(Work, StepsAndPercentAreBroughtTogether) {
  Recorded job{R"(([0-9.]+)%\|)", "checkpoint-([0-9]+)"};
  for (int step = 1; step <= 82; ++step) {
    job.print(step, fmt::format("{:3}%|███ | {}/200 [00:22<00:00]", step / 2, step));
    if (step % 40 == 0) job.print(step, fmt::format("Saving to out/checkpoint-{}", step));
  }
  job.kill(83);
  job.print(85, " 40%|███ | 81/200 [00:00<00:00]");
  const Work work = job.work();
  EXPECT_EQ(work.refusal, "");
  EXPECT_EQ(work.interruptions.at(0).saved, 40);
  EXPECT_THAT(job.lost(), DoubleNear(1, 0.6));
}

TEST(Work, UnitsThatNothingBringsTogetherAreRefused) {
  Recorded job{"progress ([0-9.]+)%", "saved step ([0-9]+)"};
  job.print(10, "progress 10%").print(20, "progress 20%").print(21, "saved step 4000");
  EXPECT_THAT(job.work().refusal, HasSubstr("4000 was saved when progress was 20 of 100"));
}

TEST(Work, ASaveASlightlyAheadOfProgressIsNoOtherUnit) {
  Recorded job{"progress ([0-9.]+)%", "saved ([0-9]+)"};
  job.print(10, "progress 10%")
      .print(11, "saved 12")
      .print(20, "progress 20%")
      .print(20, "saved 22");
  EXPECT_EQ(job.work().refusal, "");
}

TEST(Work, GroundThatIsRunThroughIsNotDoneAgain) {
  Recorded job{R"(^\[([0-9]+)/30\])"};
  for (int i = 1; i <= 7; ++i) job.print(6 * i, fmt::format("[{}/30] done", i));
  job.kill(45);
  for (int i = 1; i <= 7; ++i) job.print(48, fmt::format("[{}/30] already done, skipping", i));
  for (int i = 8; i <= 30; ++i) job.print(48 + 6 * (i - 7), fmt::format("[{}/30] done", i));
  const Work work = job.end(190).work();
  EXPECT_EQ(work.interruptions.at(0).resume_point, 7);
  EXPECT_FALSE(work.interruptions[0].from_zero);
  EXPECT_EQ(work.interruptions[0].lost, 0);
  EXPECT_EQ(work.completed_at, second(190));
}

// Goal: what was saved just before a replacement was requested was saved, when a look finds it
// after.
TEST(Work, ASaveThatALookFindsLateWasThereForTheReplacement) {
  Recorded job{"progress ([0-9]+)%", "saved ([0-9]+)"};
  for (int i = 1; i <= 75; ++i) job.print(i, fmt::format("progress {}%", i));
  job.seen().instances.back().saved = {{.at = second(66), .value = 66},
                                       {.at = second(77), .value = 75, .not_before = second(75)}};
  job.kill(75);  // Another is requested at 76.
  for (int i = 75; i <= 100; ++i) job.print(3 + i, fmt::format("progress {}%", i));
  const Work work = job.end(104).work();
  EXPECT_EQ(work.interruptions.at(0).saved_when_replaced, 75);
}

// Goal: a look that comes late, on a busy machine, makes no work of what was done before.
TEST(Work, LinesOfOneLateLookAreNoGroundThatWasRunThrough) {
  Recorded job{"([0-9]+)%"};
  for (int i = 1; i <= 96; ++i) job.print(2.5 * i, fmt::format("{}%", i));
  job.kill(241);
  for (int i = 1; i <= 4; ++i) job.print(255, fmt::format("{}%", i));
  for (Reading& each : job.seen().instances.back().progress) each.not_before = second(243);
  for (int i = 5; i <= 100; ++i) job.print(245 + 2.5 * i, fmt::format("{}%", i));
  const Work work = job.end(500).work();
  EXPECT_EQ(work.interruptions.at(0).resume_point, 0);
  EXPECT_TRUE(work.interruptions[0].from_zero);
}

TEST(Work, EpochsThatCountWhatWasLeftGoOnFromThere) {
  Recorded job{"Epoch ([0-9]+)/"};
  for (int i = 1; i <= 8; ++i) job.print(10 * i, fmt::format("Epoch {}/20", i));
  job.kill(84);
  for (int i = 1; i <= 12; ++i) job.print(84 + 10 * i, fmt::format("Epoch {}/12", i));
  const Work work = job.end(210).work();
  EXPECT_EQ(work.total, 20);
  EXPECT_EQ(work.interruptions.at(0).resume_point, 8) << "9 was told when it was done";
  EXPECT_EQ(work.interruptions[0].lost, 0);
  EXPECT_TRUE(work.completed_at);
}

// Goal: what is lost is told to the step, where the job tells its steps when they are done.
TEST(Work, TheStepBeforeTheFirstReportIsDoneAgainToo) {
  Recorded after{"step ([0-9]+)/60"};
  for (int step = 1; step <= 33; ++step) after.print(2 * step, fmt::format("step {}/60", step));
  after.kill(67);
  for (int step = 31; step <= 60; ++step) {
    after.print(70 + 2 * (step - 30), fmt::format("step {}/60", step));
  }
  EXPECT_NEAR(after.end(140).lost(), 5, 1e-9) << "three steps";

  Recorded before{"step ([0-9]+)/60"};
  for (int step = 0; step <= 33; ++step)
    before.print(1 + 2 * step, fmt::format("step {}/60", step));
  before.kill(68);
  for (int step = 30; step <= 60; ++step) {
    before.print(72 + 2 * (step - 30), fmt::format("step {}/60", step));
  }
  EXPECT_NEAR(before.end(140).lost(), 5, 1e-9) << "likewise";
}

// Goal: workers that inherited a handler print what they were forked with, after the newest save.
TEST(Work, OldNumbersOfForkedWorkersAreNoLoss) {
  Recorded job{"step ([0-9]+)/200", "saved step ([0-9]+)"};
  for (int step = 5; step <= 100; step += 5) job.print(step, fmt::format("step {}/200", step));
  job.print(101, "pid 9 saved step 101").print(101, "pid 10 saved step 0");
  job.kill(101);
  job.print(106, "step 105/200");
  EXPECT_LE(job.lost(), 5);
  EXPECT_THAT(job.work().doubts, SizeIs(1)) << "0 saved and 101 resumed cannot both be true";
}

TEST(Work, LossThatTookNoTimeIsAContradiction) {
  Recorded job{"([0-9]+)%"};
  for (int i = 1; i <= 30; ++i) job.print(10 * i, fmt::format("{}%", i));
  job.print(300.1, "70%").kill(301);
  job.print(312, "31%");
  EXPECT_EQ(job.lost(), -1) << "not told";
  EXPECT_THAT(job.work().doubts.at(0), HasSubstr("contradict"));
}

TEST(Work, UserDataThatEndsIsNotTheWorksEnd) {
  Recorded job{"([0-9]+) %"};
  job.print(5, "10 %");
  job.end(6);
  job.seen().instances[0].left_alive = true;
  EXPECT_FALSE(job.work().completed_at);
  job.print(90, "100 %");
  job.seen().instances[0].gone = second(95);
  job.seen().instances[0].gone_end = ProcessEnd{};
  EXPECT_EQ(job.work().completed_at, second(95));
  job.seen().instances[0].gone_end = ProcessEnd{.value = 75};
  EXPECT_FALSE(job.work().completed_at);
}

TEST(Work, AWatcherThatNeverEndsDoesNotKeepDoneWorkOpen) {
  Recorded job{"([0-9]+) %"};
  job.print(90, "100 %").end(91);
  job.seen().instances[0].left_alive = true;
  EXPECT_EQ(job.work().completed_at, second(91));
}

TEST(Work, TheJobsOwnWordIsItsEnd) {
  Recorded job{"([0-9]+) %"};
  job.seen().has_done = true;
  job.print(90, "100 %").end(91);
  EXPECT_FALSE(job.work().completed_at);
  job.seen().instances[0].said_done = second(92);
  EXPECT_EQ(job.work().completed_at, second(92));
}

// Goal: an item that the kill left "running" is never taken up again, and exit code 0 says nothing
// of it.
TEST(Work, WhoTellsEveryStepTellsTheLastOneToo) {
  Recorded job{"([0-9]+)/20 done"};
  for (int i = 1; i <= 8; ++i) job.print(5 * i, fmt::format("{}/20 done", i));
  job.kill(41);
  for (int i = 9; i <= 19; ++i) job.print(5 * i, fmt::format("{}/20 done", i));
  EXPECT_FALSE(job.end(97).work().completed_at);
  EXPECT_EQ(job.print(98, "20/20 done").end(99).work().completed_at, second(99));
}

// Goal: one that counts from 0 tells what it begins, and has told all of it at 19.
TEST(Work, WhoCountsFromZeroNeedNotTellTheWhole) {
  Recorded job{"([0-9]+)/20"};
  for (int i = 0; i <= 19; ++i) job.print(5 * i + 1, fmt::format("item {}/20", i));
  EXPECT_EQ(job.end(101).work().completed_at, second(101));
}

TEST(Work, ExitCode0OfAGuessIsDone) {
  Recorded job{""};
  for (int i = 1; i <= 8; ++i) job.print(10 * i, fmt::format("{} % of something", 10 * i));
  EXPECT_EQ(job.end(85).work().completed_at, second(85));
}

// Goal: a replacement that still works shows that exit code 0 was not the end, without any
// progress.
TEST(Work, WhatTheReplacementStillDoesIsMeasured) {
  Observation seen = handled_well();
  for (InstanceTimeline& each : seen.instances) {
    each.progress.clear();
    each.saved.clear();
  }
  seen.instances[0].user_data_ended = second(171);
  seen.instances[0].user_data_end = ProcessEnd{};
  const Work work = model_work(seen);
  EXPECT_EQ(work.interruptions.at(0).replacement_worked, 47s);
  EXPECT_EQ(work.completed_at, second(219));
}

TEST(Work, ASaveWithoutANumberHoldsWhatWasDoneByThen) {
  Observation seen = handled_well();
  seen.instances[0].saved = {{.at = second(40), .value = 500, .unit = Unit::Moment}};
  EXPECT_EQ(model_work(seen).interruptions.at(0).saved, 40);
}

TEST(Work, AJobThatShutsItsInstanceDownWhenItIsDoneIsDone) {
  Recorded job{"([0-9]+) %"};
  job.print(90, "100 %");
  InstanceTimeline& instance = job.seen().instances[0];
  instance.state_reason = "Client.InstanceInitiatedShutdown";
  instance.shutdown_begun = second(91);
  instance.user_data_ended = second(92);
  instance.user_data_end = ProcessEnd{.signalled = true, .value = 15};
  EXPECT_EQ(job.work().completed_at, second(91));
  EXPECT_THAT(job.work().interruptions, IsEmpty());
}

TEST(Work, AnInstanceThatEndsItselfWasDoneByItself) {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  first.user_data_ended = second(57);
  first.user_data_end = ProcessEnd{.signalled = true, .value = 15};
  first.shutdown_begun = second(56);
  first.ended = second(58);
  first.state_reason = "Client.InstanceInitiatedShutdown";
  const Work work = model_work(seen);
  EXPECT_EQ(work.interruptions.at(0).ended_how, EndedHow::ByItself);
  EXPECT_THAT(work.interruptions, SizeIs(1)) << "its own end is no further interruption";
  seen.instances[1].state_reason = "Client.InstanceInitiatedShutdown";
  seen.instances[1].ended_by_drill = false;
  seen.instances[1].shutdown_begun = second(219);
  EXPECT_THAT(model_work(seen).interruptions, SizeIs(1));
}

}  // namespace
}  // namespace spotdrill::drill
