#include "drill/findings/findings.hpp"

#include <gmock/gmock.h>

#include <csignal>

#include "drill/interruptions.hpp"
#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

using testing::HasSubstr;

std::optional<Finding> find_in(FindingRule rule, const Observation& seen) {
  const Definition definition;
  const std::vector<Interruption> interruptions = measure_interruptions(seen);
  return rule({definition, seen, interruptions.at(0), seen.instances.at(0)});
}

TEST(Findings, NeverPolledNeedsTheServersWitness) {
  Observation seen = handled_badly();
  EXPECT_TRUE(find_in(never_polled_for_notice, seen));
  seen.server_observed = false;
  EXPECT_FALSE(find_in(never_polled_for_notice, seen));
}

TEST(Findings, PollingThatStoppedIsAnotherMatter) {
  Observation seen = handled_badly();
  seen.instances[0].first_notice_poll = second(2);
  EXPECT_EQ(find_in(never_polled_for_notice, seen)->id, "stopped-polling-for-notice");
}

TEST(Findings, SignalHandlersSeenAreEvidence) {
  Observation seen = handled_badly();
  seen.instances[0].processes = {{.name = "python3", .caught = {SIGINT}}};
  const std::optional<Finding> certain = find_in(handles_sigint_not_sigterm, seen);
  ASSERT_TRUE(certain);
  EXPECT_THAT(certain->cause, HasSubstr("The workload handles SIGINT"));
  EXPECT_THAT(certain->evidence, HasSubstr("python3"));

  // Python always has a handler for SIGINT: alone it proves less.
  seen.user_data = "python3 job.py";
  EXPECT_THAT(find_in(handles_sigint_not_sigterm, seen)->cause, HasSubstr("likely"));

  seen.instances[0].processes = {{.name = "python3", .caught = {SIGINT, SIGTERM}}};
  EXPECT_FALSE(find_in(handles_sigint_not_sigterm, seen));
}

TEST(Findings, ExitCodeZeroMustMeanDone) {
  Observation seen = handled_well();
  EXPECT_FALSE(find_in(exited_zero_unfinished, seen));
  seen.instances[0].user_data_end = ProcessEnd{};
  EXPECT_THAT(find_in(exited_zero_unfinished, seen)->cause, HasSubstr("exits 0 at 55 %"));
}

TEST(Findings, SavedNumberWithoutSavedStateIsTold) {
  Observation seen = handled_badly();
  EXPECT_THAT(find_in(resumed_from_zero, seen)->cause,
              HasSubstr("although it says that 40 of 100"));
  seen.instances[0].saved.clear();
  EXPECT_THAT(find_in(resumed_from_zero, seen)->cause, HasSubstr("starts again from zero"));
}

TEST(Findings, OlderCheckpointIsTold) {
  Observation seen = handled_badly();
  seen.instances[0].saved.push_back({second(60), 60});
  seen.instances[1].progress = steady(173, 273, 11, 1);
  EXPECT_THAT(find_in(resumed_from_older, seen)->cause, HasSubstr("60 of 100 was saved"));
  EXPECT_FALSE(find_in(resumed_from_zero, seen));
  seen.instances[1].progress = steady(173, 273, 60, 1);
  EXPECT_FALSE(find_in(resumed_from_older, seen));
  EXPECT_FALSE(find_in(resumed_from_older, handled_badly())) << "that is one from zero";
}

TEST(Findings, CheckpointThatWasCutOffIsTold) {
  Observation seen = handled_badly();
  EXPECT_FALSE(find_in(checkpoint_not_atomic, seen));
  seen.instances[0].saved.push_back({second(170.5), 4});
  EXPECT_THAT(find_in(checkpoint_not_atomic, seen)->evidence,
              HasSubstr("saved was 40 before the shutdown of i-00000000000000001, and 4 after it"));
  seen.instances[0].saved_damage = "/mnt/efs/saved is empty";
  EXPECT_THAT(find_in(checkpoint_not_atomic, seen)->evidence, HasSubstr("/mnt/efs/saved is empty"));
}

TEST(Findings, CrashIsToldWithItsLastLines) {
  Observation seen = handled_well();
  seen.instances[0].console = "start\nTraceback:\n  File x\nValueError: no\n";
  EXPECT_FALSE(crashed({seen, seen.instances[0]})) << "75 was its answer to the notice";
  seen.instances[0].first_notice_answer.reset();
  const auto finding = crashed({seen, seen.instances[0]});
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("ended with exit code 75 at 55 %; it printed last "
                                           "'Traceback:' / 'File x' / 'ValueError: no'"));
  seen.instances[0].user_data_end = ProcessEnd{.value = 127};
  EXPECT_THAT(crashed({seen, seen.instances[0]})->remedy, HasSubstr("not found"));
  seen.instances[0].user_data_end = ProcessEnd{.value = 0};
  EXPECT_FALSE(crashed({seen, seen.instances[0]}));
  EXPECT_EQ(find_causes({}, seen, {}).size(), 0U);
  seen.instances[1].user_data_end = ProcessEnd{.signalled = true, .value = SIGSEGV};
  const auto causes = find_causes({}, seen, {});
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].instance, "i-00000000000000002");
  EXPECT_THAT(causes[0].evidence, HasSubstr("was ended by SIGSEGV"));
}

TEST(Findings, DeathInTheShutdownIsNoCrash) {
  const Observation seen = handled_badly();
  EXPECT_FALSE(crashed({seen, seen.instances[0]}));
}

TEST(Findings, SigkillIsTold) {
  Observation seen = handled_badly();
  seen.instances[0].user_data_end = ProcessEnd{.signalled = true, .value = SIGKILL};
  EXPECT_TRUE(find_in(needed_sigkill, seen));
}

}  // namespace
}  // namespace spotdrill::drill
