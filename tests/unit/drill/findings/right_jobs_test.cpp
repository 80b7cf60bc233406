// What right jobs do that looks like a mistake: no finding may be told of it.
#include <gmock/gmock.h>

#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/observations.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> causes_of(const Observation& seen, const Definition& definition = {}) {
  std::vector<std::string> ids;
  for (const Finding& finding : find_causes(definition, seen, model_work(seen))) {
    ids.push_back(finding.id);
  }
  return ids;
}

/// It never asks for the notice, and saves on SIGTERM.
Observation saves_on_sigterm() {
  Observation seen = handled_badly();
  InstanceTimeline& first = seen.instances[0];
  first.saved.push_back({second(171), 90});
  first.user_data_end = ProcessEnd{.value = 75};
  first.user_data_ended = second(171);
  first.processes = {{.name = "python3", .caught = {SIGINT, SIGTERM}, .pid = 9, .parent = 1}};
  seen.instances[1].progress = steady(173, 183, 90, 1);
  return seen;
}

TEST(RightJobs, SavingOnSigtermIsEnough) {
  EXPECT_THAT(causes_of(saves_on_sigterm()), IsEmpty());
}

TEST(RightJobs, AHelperThatHadToBeKilledIsNoneOfTheWork) {
  Observation seen = saves_on_sigterm();
  seen.instances[0].killed = true;
  EXPECT_THAT(causes_of(seen), IsEmpty());
  seen.instances[0].user_data_end = ProcessEnd{.signalled = true, .value = SIGKILL};
  EXPECT_THAT(causes_of(seen), Contains("needed-sigkill"));
}

/// Each item is written whole, and one is in hand at the kill.
Observation item_by_item() {
  Observation seen = handled_badly();
  seen.user_data.clear();
  InstanceTimeline& first = seen.instances[0];
  first.saved = first.progress;
  first.saved.pop_back();
  seen.instances[1].progress = steady(173, 184, 89, 1);
  return seen;
}

TEST(RightJobs, TheItemInHandNeedsNoHandler) {
  EXPECT_THAT(causes_of(item_by_item()), IsEmpty());
  Definition strict;
  strict.expect = {{.kind = Expectation::Kind::LostWorkPercent, .percent = 0.5}};
  EXPECT_THAT(causes_of(item_by_item(), strict), Contains("no-sigterm-handler"));
}

TEST(RightJobs, WhoSavesAtIntervalsLosesWhatCameAfterTheNewest) {
  Observation seen = handled_badly();
  InstanceTimeline& first = seen.instances[0];
  first.first_notice_answer = second(54);
  first.saved = {{second(20), 20}, {second(40), 40}, {second(60), 60}, {second(80), 80}};
  seen.instances[1].progress = steady(173, 193, 80, 1);
  EXPECT_THAT(causes_of(seen), Not(Contains("worked-on-after-saving")));
}

/// User data that starts a worker and ends; the worker goes on.
Observation starts_a_worker(int code) {
  Observation seen = saves_on_sigterm();
  InstanceTimeline& first = seen.instances[0];
  first.gone = first.user_data_ended;
  first.gone_end = first.user_data_end;
  first.left_alive = true;
  first.user_data_ended = second(2);
  first.user_data_end = ProcessEnd{.value = code};
  return seen;
}

TEST(RightJobs, UserDataThatEndsBeforeItsWorkerSaysNothing) {
  EXPECT_THAT(causes_of(starts_a_worker(0)), IsEmpty());
  EXPECT_THAT(causes_of(starts_a_worker(1)), IsEmpty());
}

TEST(RightJobs, ACodeThatAsksForAnotherStartIsRightWhereItWasStartedAgain) {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  for (auto* moment : {&first.notice, &first.rebalance, &first.first_notice_answer})
    moment->reset();
  first.user_data_end = ProcessEnd{.value = 85};
  EXPECT_THAT(causes_of(seen), IsEmpty());
  seen.instances.pop_back();
  EXPECT_THAT(causes_of(seen), ElementsAre("exit-code"));
}

// Goal: a job that takes a new token, or falls back to a token, has learnt all that there was.
TEST(RightJobs, ARefusalThatWasOvercomeIsNone) {
  for (const char* path : {"/latest/meta-data/spot/instance-action", "/latest/meta-data/"}) {
    Observation seen = handled_well();
    InstanceTimeline& first = seen.instances[0];
    first.imds_wrong_token = first.imds_without_token = path;
    first.imds_wrong_token_at = first.imds_without_token_at = second(30);
    first.notice_polls = {
        {.path = "spot/instance-action", .count = 9, .last_answered = second(29)}};
    EXPECT_THAT(causes_of(seen), ElementsAre("imdsv1-refused", "imds-token-expired")) << path;
    first.notice_polls[0].last_answered = second(31);
    EXPECT_THAT(causes_of(seen), IsEmpty()) << path;
  }
  Observation seen = handled_well();
  seen.instances[0].imds_without_token = "/latest/meta-data/instance-id";
  seen.instances[0].imds_without_token_overcome = true;
  EXPECT_THAT(causes_of(seen), IsEmpty());
}

TEST(RightJobs, ADatabaseIsWrittenInPlace) {
  Observation seen = handled_well();
  seen.instances[0].checkpoint.in_place = 40;
  Definition definition;
  definition.workload.checkpoint = "/mnt/efs/state.sqlite";
  EXPECT_THAT(causes_of(seen, definition), IsEmpty());
}

// Goal: 0 as exit code of unfinished work is seen without any progress, by what is still done.
TEST(RightJobs, WhoExitsZeroWithNothingLeftIsRight) {
  Observation seen = saves_on_sigterm();
  for (InstanceTimeline& instance : seen.instances) instance.progress.clear();
  seen.instances[0].user_data_end = ProcessEnd{};
  seen.instances[1].user_data_ended = second(174);
  EXPECT_THAT(causes_of(seen), IsEmpty());
  seen.instances[1].user_data_ended = second(219);
  EXPECT_THAT(causes_of(seen), ElementsAre("exited-0-unfinished"));
}

}  // namespace
}  // namespace spotdrill::drill
