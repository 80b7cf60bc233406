#include "drill/work/ledger.hpp"

#include <gmock/gmock.h>

#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

Ledger ledger_of_seen(const Observation& seen) {
  return make_ledger(seen, model_work(seen));
}

double seconds_in(const Amounts& amounts, Spent spent) {
  return std::chrono::duration<double>{amounts[static_cast<std::size_t>(spent)]}.count();
}

/// Whatever it went into, it adds up.
void expect_whole(const Ledger& ledger) {
  Duration sum{};
  for (const Duration each : ledger.amounts) {
    EXPECT_GE(each, Duration::zero());
    sum += each;
  }
  EXPECT_EQ(sum, ledger.wall + ledger.overlap);
}

double in(const Ledger& ledger, Spent spent) {
  return seconds_in(ledger.amounts, spent);
}

// Goal: a job that saves in answer to its notice loses nothing, and idles for the rest of it.
TEST(Ledger, OfAHandledInterruption) {
  const Ledger ledger = ledger_of_seen(handled_well());
  expect_whole(ledger);
  EXPECT_EQ(ledger.wall, 219s);
  EXPECT_EQ(ledger.overlap, 0s);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::Productive), 55 + 45) << "each report once";
  EXPECT_EQ(in(ledger, Spent::Lost), 0);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::IdleAfterSave), 170 - 55);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::WaitingForCapacity), 2) << "its shutdown, and the gap";
  EXPECT_DOUBLE_EQ(in(ledger, Spent::StartingUp), 1);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::Unknown), 1) << "after the last report, until it ended";
}

TEST(Ledger, WorkThatIsDoneAgainIsLostAsTheVerdictSays) {
  const Observation seen = handled_badly();
  const Work work = model_work(seen);
  const Ledger ledger = make_ledger(seen, work);
  expect_whole(ledger);
  EXPECT_EQ(ledger.of(Spent::Lost), *work.interruptions.at(0).lost_time);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::Lost), 90);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::Productive), 100);
  EXPECT_EQ(in(ledger, Spent::IdleAfterSave), 0) << "it saved nothing in answer";
  EXPECT_NEAR(in(ledger, Spent::Unknown), 80.1 + 1, 0.01) << "it reported nothing after 90 s";
}

TEST(Ledger, OfAJobThatReportsNothingIsUnknown) {
  Observation seen = handled_well();
  for (InstanceTimeline& each : seen.instances) {
    each.progress.clear();
    each.saved.clear();
  }
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_EQ(in(ledger, Spent::Productive), 0);
  EXPECT_GT(ledger.percent(Spent::Unknown), 40);
}

// Goal: instances at the same time count each; the time without one counts once.
TEST(Ledger, InstancesAtOnceAreInstanceSeconds) {
  Observation seen = handled_well();
  seen.instances[1].requested = second(100);
  seen.instances[1].running = second(160);
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_EQ(ledger.overlap, 11s) << "from 160 s, when the second ran, to 171 s";
  ASSERT_EQ(ledger.instances.size(), 2U);
  EXPECT_EQ(in(ledger, Spent::WaitingForCapacity), 1) << "a request beside an instance is no time";
}

TEST(Ledger, AnInstanceThatNeverCameIsWaitedFor) {
  Observation seen = handled_badly();
  seen.instances[1] = {.id = "", .request_id = "sir-2", .requested = second(180)};
  seen.ended = second(1000);
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_NEAR(in(ledger, Spent::WaitingForCapacity), 1000 - 170.1, 0.01);
  EXPECT_EQ(ledger.instances.size(), 1U);
}

TEST(Ledger, AWaitStateWithoutAnInstanceWaitsForTime) {
  Observation seen = handled_well();
  seen.instances[1].requested = second(172);
  seen.instances[0].shutdown_begun = second(120);
  seen.instances[0].ended = second(121);
  seen.execution = ExecutionSeen{.arn = "arn", .status = "RUNNING"};
  seen.execution->visits = {
      {.state = "Patience", .entered = second(100), .left = second(151), .waits = true},
      {.state = "Call", .entered = second(151)}};
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::WaitingForTime), 30) << "what an instance ran in is no wait";
}

TEST(Ledger, AStepThatHungIsNotProductive) {
  Observation seen = handled_well();
  for (Reading& each : seen.instances[1].progress) {
    if (each.value > 80) each.at += 20min;
  }
  seen.instances[1].saved.back().at += 20min;
  seen.instances[1].user_data_ended = second(219) + 20min;
  seen.instances[1].ended = second(221) + 20min;
  seen.ended = second(240) + 20min;
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_DOUBLE_EQ(in(ledger, Spent::Productive), 100);
  EXPECT_NEAR(in(ledger, Spent::Unknown), 1200 + 1, 0.5);
}

// Goal: an upload counts as saving as far as the work stood still for it, and no further.
TEST(Ledger, AnUploadBesideTheWorkIsNoSaving) {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  for (Reading& each : first.progress) {
    if (each.value > 20) each.at += 4s;  // The step to 21 takes 5 s.
  }
  first.uploads = {{.id = "a", .begun = second(20), .ended = second(24.5)},
                   {.id = "b", .begun = second(30), .ended = second(40)}};
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_DOUBLE_EQ(seconds_in(ledger.instances.at(0).amounts, Spent::Saving), 4);
}

TEST(Ledger, GroundThatIsOnlyRunThroughIsRestoring) {
  Observation seen = handled_well();
  auto& progress = seen.instances[1].progress;
  std::vector<Reading> again;
  for (int i = 0; i < 55; ++i)
    again.push_back({.at = second(172.5 + i * 0.005), .value = double(i)});
  again.insert(again.end(), progress.begin(), progress.end());
  progress = again;
  const Ledger ledger = ledger_of_seen(seen);
  expect_whole(ledger);
  EXPECT_GT(in(ledger, Spent::Restoring), 0.2);
  EXPECT_EQ(in(ledger, Spent::Lost), 0);
}

TEST(Ledger, EveryDrillThatEndedOddlyAddsUp) {
  Observation seen = handled_badly();
  seen.instances[0].running.reset();
  expect_whole(ledger_of_seen(seen));
  seen.ended = seen.began;
  expect_whole(ledger_of_seen(seen));
  seen = handled_badly();
  std::ranges::reverse(seen.instances[0].progress);
  seen.instances[0].ended = second(-5);
  expect_whole(ledger_of_seen(seen));
  seen.instances.clear();
  expect_whole(ledger_of_seen(seen));
}

}  // namespace
}  // namespace spotdrill::drill
