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

TEST(Findings, SigkillIsTold) {
  Observation seen = handled_badly();
  seen.instances[0].user_data_end = ProcessEnd{.signalled = true, .value = SIGKILL};
  EXPECT_TRUE(find_in(needed_sigkill, seen));
}

}  // namespace
}  // namespace spotdrill::drill
