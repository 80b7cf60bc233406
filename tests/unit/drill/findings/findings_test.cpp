#include "drill/findings/findings.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

#include "drill/observations.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {
namespace {

using testing::HasSubstr;

std::optional<Finding> find_in(FindingRule rule, const Observation& seen) {
  const Definition definition;
  const Work work = model_work(seen);
  return rule({definition, seen, work.interruptions.at(0), seen.instances.at(0), work,
               work.instances.at(0)});
}

std::optional<Finding> find_on(InstanceRule rule, const Observation& seen, std::size_t index = 0) {
  const Work work = model_work(seen);
  return rule({seen, seen.instances[index], work, work.instances[index]});
}

std::vector<std::string> ids_in(const Observation& seen) {
  std::vector<std::string> ids;
  for (const Finding& finding : find_causes({}, seen, model_work(seen))) {
    ids.push_back(finding.id);
  }
  return ids;
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
  EXPECT_FALSE(find_in(never_polled_for_notice, seen));
  EXPECT_TRUE(find_in(stopped_polling_for_notice, seen));
  seen.instances[0].imds_without_token = "/latest/meta-data/spot/instance-action";
  EXPECT_FALSE(find_in(stopped_polling_for_notice, seen)) << "it was refused, not silent";
}

TEST(Findings, ANoticeReadLateIsTold) {
  Observation seen = handled_well();
  EXPECT_FALSE(find_in(notice_seen_late, seen));
  seen.instances[0].first_notice_answer = second(98);
  EXPECT_FALSE(find_in(notice_seen_late, seen)) << "it lost nothing, and had time enough";
  seen.instances[0].first_notice_answer = second(115);
  EXPECT_THAT(find_in(notice_seen_late, seen)->cause, HasSubstr("1m5s of its two minutes"));
  seen.instances[0].first_rebalance_answer = second(52);
  EXPECT_FALSE(find_in(notice_seen_late, seen)) << "it knew from the recommendation";
}

TEST(Findings, AskingTooSeldomIsToldEvenOfTheLucky) {
  Observation seen = handled_well();
  seen.instances[0].notice_poll_interval = 60s;
  EXPECT_FALSE(find_in(notice_seen_late, seen)) << "half of the two minutes is always left";
  seen.instances[0].notice_poll_interval = 90s;
  const auto finding = find_in(notice_seen_late, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->cause, HasSubstr("lucky"));
  EXPECT_THAT(finding->evidence, HasSubstr("every 1m30s"));
  seen.instances[0].notice_poll_interval = 5s;
  EXPECT_FALSE(find_in(notice_seen_late, seen));
}

/// Told at 54 s; works no more from then on; dies of SIGTERM.
Observation dies_while_saving() {
  Observation seen = handled_badly();
  InstanceTimeline& first = seen.instances[0];
  first.first_notice_answer = second(54);
  first.progress = steady(0, 55, 0, 1);
  return seen;
}

TEST(Findings, ASaveThatWasNotDoneInTimeIsTold) {
  Observation seen = dies_while_saving();
  const auto finding = find_in(saved_too_late, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->cause, HasSubstr("likely began to save"));
  EXPECT_THAT(finding->evidence, HasSubstr("the work stood still for the last 1m55s"));
  EXPECT_THAT(ids_in(seen), testing::Not(testing::Contains("saved-nothing-after-notice")))
      << "the other says more";
}

TEST(Findings, WhoWorksToTheEndHasNotBegunToSave) {
  Observation seen = dies_while_saving();
  seen.instances[0].progress = steady(0, 100, 0, 0.5);
  EXPECT_FALSE(find_in(saved_too_late, seen)) << "it stood still, but not from the notice on";
  seen.instances[0].progress = steady(0, 169, 0, 0.5);
  EXPECT_FALSE(find_in(saved_too_late, seen));
  EXPECT_TRUE(find_in(saved_nothing_after_notice, seen));
  EXPECT_FALSE(find_in(saved_too_late, handled_badly())) << "it never heard of it";
  EXPECT_FALSE(find_in(saved_too_late, handled_well()));
}

TEST(Findings, WorkAfterTheLastSaveIsLost) {
  Observation seen = handled_badly();
  InstanceTimeline& first = seen.instances[0];
  first.first_notice_answer = second(54);
  first.saved.push_back({second(55), 55});
  EXPECT_THAT(find_in(worked_on_after_saving, seen)->evidence,
              HasSubstr("saved 5s after the notice; at its end 90 of 100 was done and 55 saved"));
  EXPECT_FALSE(find_in(worked_on_after_saving, handled_well()));
  first.saved.push_back({second(170), 90});
  EXPECT_FALSE(find_in(worked_on_after_saving, seen)) << "it saved once more";
}

TEST(Findings, SignalHandlersSeenAreEvidence) {
  Observation seen = handled_badly();
  seen.instances[0].processes = {{.name = "python3", .caught = {SIGINT}}};
  const std::optional<Finding> certain = find_in(handles_sigint_not_sigterm, seen);
  ASSERT_TRUE(certain);
  EXPECT_THAT(certain->cause, HasSubstr("The workload handles SIGINT"));
  EXPECT_THAT(certain->evidence, HasSubstr("python3"));

  // Python and shells have a handler for SIGINT that nobody wrote: alone it proves nothing.
  seen.user_data = "python3 job.py";
  EXPECT_FALSE(find_in(handles_sigint_not_sigterm, seen));
  EXPECT_TRUE(find_in(no_sigterm_handler, seen));
  seen.instances[0].processes = {{.name = "bash", .caught = {SIGINT, SIGCHLD}},
                                 {.name = "train", .caught = {SIGINT}}};
  EXPECT_THAT(find_in(handles_sigint_not_sigterm, seen)->cause, HasSubstr("likely"));
  EXPECT_THAT(find_in(handles_sigint_not_sigterm, seen)->evidence, HasSubstr("train had"));

  seen.instances[0].processes = {{.name = "python3", .caught = {SIGINT, SIGTERM}}};
  EXPECT_FALSE(find_in(handles_sigint_not_sigterm, seen));
}

/// A script with a trap and the program it waits for, when the shutdown began.
Observation shell_that_traps() {
  Observation seen = handled_badly();
  seen.user_data = "trap 'echo ending' TERM\n/opt/job\n";
  InstanceTimeline& first = seen.instances[0];
  first.user_data_end = ProcessEnd{.value = 143};
  first.processes = {{.name = "bash", .caught = {SIGTERM, SIGCHLD}, .pid = 5, .parent = 1},
                     {.name = "job", .caught = {}, .pid = 9, .parent = 5}};
  return seen;
}

TEST(Findings, ATrapThatTheProgramDoesNotHearOfIsTold) {
  Observation seen = shell_that_traps();
  const auto finding = find_in(signal_stops_at_shell, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("bash (process 5) had a handler for SIGTERM, and its "
                                           "child job (process 9) none"));
  EXPECT_FALSE(find_in(no_sigterm_handler, seen));
}

TEST(Findings, AShellsOwnHelpersAreNoPrograms) {
  Observation seen = shell_that_traps();
  std::vector<ProcessSeen>& processes = seen.instances[0].processes;
  processes[1].caught = {SIGTERM};
  EXPECT_FALSE(find_in(signal_stops_at_shell, seen)) << "the program handles it";
  processes[1] = {.name = "sleep", .caught = {}, .pid = 9, .parent = 5};
  EXPECT_FALSE(find_in(signal_stops_at_shell, seen)) << "a pause is no work";
  processes[1] = {.name = "bash", .caught = {}, .pid = 9, .parent = 5};
  EXPECT_FALSE(find_in(signal_stops_at_shell, seen)) << "a part of the script is no program";
  processes[1] = {.name = "job", .caught = {}, .pid = 9, .parent = 1};
  EXPECT_FALSE(find_in(signal_stops_at_shell, seen)) << "another started it";
}

TEST(Findings, AStatusAbove128IsExplainedAsASignal) {
  Observation seen = handled_badly();
  seen.user_data = "job.sh";
  seen.instances[0].processes = {{.name = "job", .caught = {}}};
  seen.instances[0].user_data_end = ProcessEnd{.value = 143};
  EXPECT_THAT(find_in(no_sigterm_handler, seen)->evidence, HasSubstr("exit code 143: 128 + 15"));
  seen.instances[0].user_data_end = ProcessEnd{.value = 137};
  EXPECT_THAT(find_in(needed_sigkill, seen)->evidence, HasSubstr("exit code 137 is 128 + 9"));
}

TEST(Findings, CodesThatMeanSomethingAreExplainedWhereNothingWasInterrupted) {
  Observation seen = handled_well();
  for (const int code : {75, 85, 99, 124, 137, 143}) {
    seen.instances[1].user_data_end = ProcessEnd{.value = code};
    ASSERT_TRUE(find_on(exit_code, seen, 1)) << code;
    EXPECT_THAT(find_on(exit_code, seen, 1)->evidence, HasSubstr(std::to_string(code) + " is "));
    EXPECT_FALSE(find_on(crashed, seen, 1)) << code;
  }
  seen.instances[1].user_data_end = ProcessEnd{.signalled = true, .value = 75};
  EXPECT_FALSE(find_on(exit_code, seen, 1)) << "a signal is no code";
  seen.instances[1].user_data_end = ProcessEnd{.value = 3};
  EXPECT_FALSE(find_on(exit_code, seen, 1));
  EXPECT_FALSE(find_on(exit_code, seen)) << "75 was its answer to the notice";
}

TEST(Findings, RefusedMetadataIsTold) {
  Observation seen = handled_well();
  EXPECT_FALSE(find_on(imdsv1_refused, seen));
  EXPECT_FALSE(find_on(imds_token_expired, seen));
  seen.instances[0].imds_without_token = "/latest/meta-data/spot/instance-action";
  EXPECT_THAT(find_on(imdsv1_refused, seen)->evidence, HasSubstr("meta-data/spot/instance-action"));
  EXPECT_FALSE(find_on(imds_token_expired, seen));
  seen.instances[0].imds_wrong_token = "/latest/user-data";
  EXPECT_TRUE(find_on(imds_token_expired, seen));
}

std::optional<Finding> find_in_calls(InstanceRule rule, const ApiCalls& calls) {
  Observation seen = handled_well();
  seen.instances[0].api_calls = {calls};
  return find_on(rule, seen);
}

TEST(Findings, CredentialsPastTheirEndAreTold) {
  ApiCalls calls{.operation = "ssm:GetParameter", .count = 4, .first = second(21600)};
  EXPECT_FALSE(find_in_calls(credentials_expired, calls));
  calls.code = "ParameterNotFound";
  EXPECT_FALSE(find_in_calls(credentials_expired, calls));
  calls.code = "ExpiredTokenException";
  EXPECT_THAT(find_in_calls(credentials_expired, calls)->evidence, HasSubstr("first 6h after"));
  calls.code = "RequestExpired";
  EXPECT_THAT(find_in_calls(credentials_expired, calls)->cause, HasSubstr("likely"));

  Observation seen = handled_well();
  ApiCalls renewed{.operation = calls.operation, .count = 9, .last = second(30000)};
  seen.instances[0].api_calls = {renewed, calls};
  EXPECT_FALSE(find_on(credentials_expired, seen)) << "new ones were taken";
  seen.instances[0].api_calls[0].last = second(20000);
  EXPECT_TRUE(find_on(credentials_expired, seen));
}

TEST(Findings, CallsThatAreTriedAgainWithoutAPauseAreTold) {
  ApiCalls calls{.operation = "ec2:DescribeTags",
                 .code = "RequestLimitExceeded",
                 .count = 32,
                 .shortest_interval = 50ms};
  EXPECT_THAT(find_in_calls(retry_storm, calls)->cause, HasSubstr("stays throttled"));
  EXPECT_THAT(find_in_calls(retry_storm, calls)->evidence, HasSubstr("every 50ms"));
  calls.code = "ParameterNotFound";
  EXPECT_THAT(find_in_calls(retry_storm, calls)->cause, HasSubstr("without a pause"));
  calls.shortest_interval = 1s;
  EXPECT_FALSE(find_in_calls(retry_storm, calls)) << "an SDK tries again so, and gives up";
  calls.shortest_interval.reset();
  EXPECT_FALSE(find_in_calls(retry_storm, calls)) << "a few tries are no storm";
  calls.shortest_interval = 50ms;
  calls.code.clear();
  EXPECT_FALSE(find_in_calls(retry_storm, calls)) << "what succeeds is not tried again";
}

TEST(Findings, MetricsThatNobodyCanSeeAreTold) {
  ApiCalls calls{.operation = "cloudwatch:PutMetricData", .count = 64, .shortest_interval = 100ms};
  EXPECT_THAT(find_in_calls(metric_calls_too_often, calls)->evidence, HasSubstr("every 100ms"));
  calls.shortest_interval = 2s;
  EXPECT_FALSE(find_in_calls(metric_calls_too_often, calls));
  calls.shortest_interval = 100ms;
  calls.last = calls.first + 640s;
  EXPECT_FALSE(find_in_calls(metric_calls_too_often, calls)) << "twenty at the end of a part";
  calls = {.operation = "ssm:GetParameter", .count = 64, .shortest_interval = 100ms};
  EXPECT_FALSE(find_in_calls(metric_calls_too_often, calls));
}

TEST(Findings, AJumpOfTheClockIsTold) {
  Observation seen = handled_well();
  EXPECT_FALSE(clock_jumped(seen));
  seen.clock_jump = ClockJump{second(30), 90s};
  EXPECT_THAT(clock_jumped(seen)->cause, HasSubstr("jumped ahead"));
  seen.clock_jump = ClockJump{second(30), -90s};
  EXPECT_THAT(clock_jumped(seen)->evidence, HasSubstr("30s into the drill the clock was 1m30s "
                                                      "behind"));
}

TEST(Findings, ADrillThatIsDoneRightHasNone) {
  const Observation seen = handled_well();
  EXPECT_THAT(find_causes({}, seen, model_work(seen)), testing::IsEmpty());
}

// Goal: what a report links to is there, and nothing is explained that no report tells.
TEST(Findings, EachHasItsSectionInTheDocument) {
  std::ifstream document{std::filesystem::path{SPOTDRILL_DOCS} / "findings.md"};
  std::set<std::string> sections;
  for (std::string line; std::getline(document, line);) {
    if (line.starts_with("## ")) sections.insert(line.substr(3));
  }
  std::set<std::string> ids;
  for (const FindingKind& kind : finding_kinds()) ids.emplace(kind.id);
  EXPECT_EQ(ids.size(), finding_kinds().size()) << "two of one name";
  EXPECT_EQ(sections, ids);
}

TEST(Findings, ExitCodeZeroMustMeanDone) {
  Observation seen = handled_well();
  EXPECT_FALSE(find_in(exited_zero_unfinished, seen));
  seen.instances[0].user_data_end = ProcessEnd{};
  EXPECT_THAT(find_in(exited_zero_unfinished, seen)->cause, HasSubstr("exits 0 at 55 %"));
}

TEST(Findings, SavedNumberWithoutSavedStateIsTold) {
  Observation seen = handled_badly();
  seen.user_data.clear();
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

TEST(Findings, CheckpointThatIsWrittenInPlaceIsToldBeforeItIsTorn) {
  Observation seen = handled_well();
  seen.instances[0].checkpoint = {.in_place = 0, .replaced = 3};
  EXPECT_FALSE(find_in(checkpoint_not_atomic, seen));
  seen.instances[0].checkpoint.in_place = 2;
  EXPECT_THAT(find_in(checkpoint_not_atomic, seen)->evidence, HasSubstr("written in place by"));
  seen.instances[0].checkpoint.cut_off = true;
  EXPECT_THAT(find_in(checkpoint_not_atomic, seen)->evidence, HasSubstr("when its shutdown began"));
}

TEST(Findings, CrashIsToldWithItsLastLines) {
  Observation seen = handled_well();
  seen.instances[0].user_data_end = ProcessEnd{.value = 3};
  seen.instances[0].console = "start\nTraceback:\n  File x\nValueError: no\n";
  EXPECT_FALSE(find_on(crashed, seen)) << "it was its answer to the notice";
  seen.instances[0].first_notice_answer.reset();
  const auto finding = find_on(crashed, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("ended with exit code 3 at 55 %; it printed last "
                                           "'Traceback:' / 'File x' / 'ValueError: no'"));
  seen.instances[0].user_data_end = ProcessEnd{.value = 127};
  EXPECT_THAT(find_on(crashed, seen)->remedy, HasSubstr("not found"));
  seen.instances[0].user_data_end = ProcessEnd{.value = 0};
  EXPECT_FALSE(find_on(crashed, seen));
  const auto without_interruptions = [&] {
    Work work = model_work(seen);
    work.interruptions.clear();
    return find_causes({}, seen, work);
  };
  EXPECT_EQ(without_interruptions().size(), 0U);
  seen.instances[1].user_data_end = ProcessEnd{.signalled = true, .value = SIGSEGV};
  const auto causes = without_interruptions();
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].instance, "i-00000000000000002");
  EXPECT_THAT(causes[0].evidence, HasSubstr("was ended by SIGSEGV"));
}

TEST(Findings, DeathInTheShutdownIsNoCrash) {
  const Observation seen = handled_badly();
  EXPECT_FALSE(find_on(crashed, seen));
}

TEST(Findings, SigkillIsTold) {
  Observation seen = handled_badly();
  seen.instances[0].user_data_end = ProcessEnd{.signalled = true, .value = SIGKILL};
  EXPECT_TRUE(find_in(needed_sigkill, seen));
}

}  // namespace
}  // namespace spotdrill::drill
