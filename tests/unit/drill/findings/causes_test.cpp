// What explains a failure, and what follows from it and is left out.
#include <gmock/gmock.h>

#include <csignal>

#include "drill/findings/findings.hpp"
#include "drill/observations.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<Finding> all_causes(const Observation& seen) {
  return find_causes({}, seen, model_work(seen));
}

std::vector<std::string> cause_ids(const Observation& seen) {
  std::vector<std::string> ids;
  for (const Finding& finding : all_causes(seen)) ids.push_back(finding.id);
  return ids;
}

/// It asks once, is answered 404, saves and ends with 75; so does its replacement.
Observation takes_404() {
  Observation seen = handled_well();
  seen.faults.clear();
  for (std::size_t i = 0; i < 2; ++i) {
    const double began = 100.0 * static_cast<double>(i);
    InstanceTimeline each;
    each.id = "i-" + std::to_string(i);
    each.requested = second(began);
    each.running = second(began);
    each.notice_polls = {{.path = "spot/instance-action",
                          .count = 1,
                          .first = second(began + 1),
                          .first_not_found = second(began + 1),
                          .last_answered = second(began + 1),
                          .status = 404}};
    each.progress = {{second(began + 3), 1.0 + static_cast<double>(i)}};
    each.user_data_ended = second(began + 3);
    each.user_data_end = ProcessEnd{.value = 75};
    each.shutdown_begun = second(began + 40);
    each.ended_by_drill = true;
    seen.instances.at(i) = each;
  }
  return seen;
}

TEST(Causes, The404PageTakenForANoticeLeads) {
  Observation seen = takes_404();
  ASSERT_THAT(cause_ids(seen), ElementsAre("404-taken-for-notice"));
  const Finding finding = all_causes(seen)[0];
  EXPECT_THAT(finding.cause, HasSubstr("likely takes the 404 page"));
  EXPECT_THAT(finding.evidence, HasSubstr("asked for spot/instance-action once and was answered "
                                          "404: no notice was there. 2s later"));
  EXPECT_THAT(finding.evidence, HasSubstr("so did 1 more"));
  seen.user_data = "A=$(curl -s -H \"X: $T\" $I/spot/instance-action)\n[ -n \"$A\" ] && exit 75\n";
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("takes the 404 page"));
  EXPECT_THAT(all_causes(seen)[0].cause, Not(HasSubstr("likely")));
}

TEST(Causes, WhoAsksOnAfterA404HasUnderstoodIt) {
  Observation seen = takes_404();
  for (InstanceTimeline& each : seen.instances) each.notice_polls[0].count = 9;
  seen.user_data = "curl -sf $I/spot/instance-action && exit 75\n";
  EXPECT_THAT(cause_ids(seen), ElementsAre("exit-code"));
}

TEST(Causes, AJobThatFailsAfterItsFirstQuestionFailsByItself) {
  Observation seen = takes_404();
  for (InstanceTimeline& each : seen.instances) each.user_data_end = ProcessEnd{.value = 1};
  EXPECT_THAT(cause_ids(seen), ElementsAre("crashed"));
  for (InstanceTimeline& each : seen.instances) each.user_data_end = ProcessEnd{};
  EXPECT_THAT(cause_ids(seen), testing::IsEmpty())
      << "nothing says that it is unfinished on purpose";
}

TEST(Causes, AnOwnShutdownAtTheFirst404IsToldToo) {
  Observation seen = takes_404();
  for (InstanceTimeline& each : seen.instances) {
    each.user_data_end = ProcessEnd{.signalled = true, .value = SIGTERM};
    each.asked_for_own_end = each.shutdown_begun = *each.user_data_ended - 1s;
    each.console_parts = {{second(1000), "SPOT INTERRUPTION DETECTED\n"}};
  }
  EXPECT_THAT(cause_ids(seen), Contains("404-taken-for-notice"));
}

/// Python that waits for Ctrl-C, and nothing saved when it was ended.
Observation waits_for_ctrl_c() {
  Observation seen = handled_badly();
  seen.user_data = "exec python3 train.py";
  seen.instances[0].saved.clear();
  seen.instances[0].processes = {{.name = "python3", .caught = {SIGINT}, .pid = 2, .parent = 1}};
  return seen;
}

TEST(Causes, KeyboardInterruptAloneIsNamedBeforeWhatFollows) {
  Observation seen = waits_for_ctrl_c();
  EXPECT_THAT(cause_ids(seen), Contains("no-sigterm-handler"));
  seen.job_texts = {"try:\n    work()\nexcept KeyboardInterrupt:\n    save()\n"};
  ASSERT_THAT(cause_ids(seen), ElementsAre("handles-sigint-not-sigterm"));
  EXPECT_THAT(all_causes(seen)[0].evidence, HasSubstr("has KeyboardInterrupt and names SIGTERM"));
  seen.job_texts.push_back("signal.signal(signal.SIGTERM, ended)\n");
  EXPECT_THAT(cause_ids(seen), Not(Contains("handles-sigint-not-sigterm")));
  seen.job_texts.back() = "# SIGTERM is for another day\n";
  EXPECT_THAT(cause_ids(seen), Contains("handles-sigint-not-sigterm")) << "a comment does nothing";
}

TEST(Causes, GosRuntimeHearsEverySignalAndItsProgramOnlyWhatItAsksFor) {
  Observation seen = waits_for_ctrl_c();
  ProcessSeen& go = seen.instances[0].processes[0];
  go.name = "train";
  for (int number = 1; number < 65; ++number) go.caught.push_back(number);
  EXPECT_THAT(cause_ids(seen), Not(Contains("handles-sigint-not-sigterm")));
  seen.job_texts = {"signal.Notify(stop, os.Interrupt)\n"};
  EXPECT_THAT(cause_ids(seen), Contains("handles-sigint-not-sigterm"));
}

TEST(Causes, ATrapForIntIsNoneForTerm) {
  Observation seen = waits_for_ctrl_c();
  seen.instances[0].processes = {{.name = "bash", .caught = {SIGINT, SIGCHLD}, .pid = 2}};
  seen.user_data = "trap 'save; exit 75' INT\n";
  EXPECT_THAT(cause_ids(seen), Contains("handles-sigint-not-sigterm"));
  seen.user_data = "exec bash job.sh\n";
  seen.job_texts = {"n=0\ntrap 'echo n=$n > ck; exit 130' SIGINT\n"};
  EXPECT_THAT(cause_ids(seen), Contains("handles-sigint-not-sigterm")) << "its longer name";
  seen.job_texts.clear();
  for (const char* good : {"trap save INT TERM\n", "trap save INT EXIT\n"}) {
    seen.user_data = good;
    EXPECT_THAT(cause_ids(seen), Not(Contains("handles-sigint-not-sigterm"))) << good;
  }
}

/// A worker that saves on SIGTERM below something that kills it after ten seconds.
Observation below_a_launcher(const std::string& launcher) {
  Observation seen = handled_badly();
  seen.user_data = "exec ./run";
  InstanceTimeline& first = seen.instances[0];
  first.user_data_end = ProcessEnd{.value = 1};
  first.user_data_ended = second(180);
  first.ended = second(180);
  first.shutdown_grace = 90s;
  first.processes = {{.name = launcher, .caught = {SIGTERM}, .pid = 5, .parent = 1},
                     {.name = "python3", .caught = {SIGINT, SIGTERM}, .pid = 9, .parent = 5}};
  return seen;
}

TEST(Causes, ALauncherThatKillsItsWorkersIsNamed) {
  Observation seen = below_a_launcher("mpirun");
  ASSERT_THAT(cause_ids(seen), Contains("killed-by-launcher"));
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("(mpirun) likely kills it"));
  EXPECT_THAT(all_causes(seen)[0].evidence, HasSubstr("gone 10s later, 1m20s before"));
  EXPECT_THAT(cause_ids(seen), Not(Contains("saved-nothing-after-notice")));
}

TEST(Causes, ALauncherIsInnocentOfWhatItDidNotCutShort) {
  Observation seen = below_a_launcher("mpirun");
  seen.instances[0].saved.push_back({second(175), 90});
  EXPECT_THAT(cause_ids(seen), Not(Contains("killed-by-launcher"))) << "it had saved";
  seen = below_a_launcher("mpirun");
  seen.instances[0].ended = second(258);
  EXPECT_THAT(cause_ids(seen), Not(Contains("killed-by-launcher"))) << "it had its time";
  seen = below_a_launcher("mpirun");
  seen.instances[0].processes[1].caught = {SIGINT};
  EXPECT_THAT(cause_ids(seen), Not(Contains("killed-by-launcher"))) << "nothing was to be saved";
  seen = below_a_launcher("python3");
  EXPECT_THAT(cause_ids(seen), Not(Contains("killed-by-launcher"))) << "a parent is no launcher";
  seen.user_data = "torchrun --nproc-per-node 1 train.py";
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("(torchrun)"));
}

TEST(Causes, APipeThatClosesBeforeTheSaveIsNamedAlone) {
  Observation seen = below_a_launcher("bash");
  seen.user_data = "python3 train.py 2>&1 | tee -a train.log\n";
  std::vector<ProcessSeen>& processes = seen.instances[0].processes;
  processes[0].caught.clear();
  processes.push_back({.name = "tee", .caught = {}, .pid = 10, .parent = 5});
  ASSERT_THAT(cause_ids(seen), ElementsAre("output-pipe-closed"));
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("tee, which it prints to"));
  seen.user_data = "python3 train.py >train.log 2>&1\n";
  EXPECT_THAT(cause_ids(seen), Not(Contains("output-pipe-closed"))) << "it pipes into nothing";
  seen.user_data = "exec > >(tee job.log) 2>&1\nexec python3 train.py\n";
  EXPECT_THAT(cause_ids(seen), Contains("output-pipe-closed"));
  processes[1].caught = {SIGINT};
  EXPECT_THAT(cause_ids(seen), Not(Contains("output-pipe-closed"))) << "it died by itself";
  processes[1].caught = {SIGINT, SIGTERM};
  seen.instances[0].saved.push_back({second(175), 90});
  EXPECT_THAT(cause_ids(seen), Not(Contains("output-pipe-closed"))) << "it had saved";
}

TEST(Causes, ALauncherIsNamedAlsoWhereSavedWorkIsNotRead) {
  Observation seen = below_a_launcher("mpirun");
  seen.has_saved = false;
  for (InstanceTimeline& each : seen.instances) each.saved.clear();
  EXPECT_THAT(cause_ids(seen), Contains("killed-by-launcher"));
}

// Goal: a replacement that waits for a lock until the drill's time is up has a cause.
TEST(Causes, AReplacementThatWaitsForALockIsNamed) {
  Observation seen = handled_badly();
  seen.timed_out = true;
  InstanceTimeline& next = seen.instances[1];
  next.progress.clear();
  next.saved.clear();
  next.user_data_end.reset();
  next.user_data_ended.reset();
  next.console = "Lock is held by ip-10-0-0-7.812 - waiting\n";
  ASSERT_THAT(cause_ids(seen)[0], "failed-on-what-was-left");
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("likely waits for"));
  EXPECT_THAT(all_causes(seen)[0].evidence, HasSubstr("'Lock is held by"));
  next.console = "loading\n";
  EXPECT_THAT(cause_ids(seen), Not(Contains("failed-on-what-was-left"))) << "it may only be slow";
  seen.instances[0].left = {"/mnt/efs/.lock"};
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("/mnt/efs/.lock"));
  next.progress = steady(180, 190, 3, 1);
  EXPECT_THAT(cause_ids(seen), Not(Contains("failed-on-what-was-left"))) << "it works";
}

/// A job that looks for anything but 404, with a token that has expired.
Observation refused_and_ended() {
  Observation seen = handled_badly();
  seen.instances.resize(1);
  InstanceTimeline& only = seen.instances[0];
  only.notice = only.rebalance = only.deadline = only.shutdown_begun = only.ended = std::nullopt;
  only.progress = steady(0, 62, 0, 1);
  only.saved.clear();
  only.imds_wrong_token = "/latest/meta-data/spot/instance-action";
  only.imds_wrong_token_at = second(61);
  only.user_data_ended = second(62);
  only.user_data_end = ProcessEnd{.value = 75};
  return seen;
}

TEST(Causes, ARefusalTakenForANoticeIsNamedAlone) {
  Observation seen = refused_and_ended();
  ASSERT_THAT(cause_ids(seen), ElementsAre("404-taken-for-notice"));
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("takes a refusal (401)"));
  EXPECT_TRUE(all_causes(seen)[0].shows_itself);
  seen.instances[0].user_data_end = ProcessEnd{.value = 1};
  EXPECT_THAT(cause_ids(seen), Not(Contains("404-taken-for-notice"))) << "a mistake of its own";
  seen = refused_and_ended();
  seen.instances[0].imds_wrong_token_overcome = true;
  EXPECT_THAT(cause_ids(seen), Not(Contains("404-taken-for-notice"))) << "it took a new token";
  seen = refused_and_ended();
  seen.instances[0].user_data_end = ProcessEnd{};
  EXPECT_THAT(cause_ids(seen), Not(Contains("404-taken-for-notice"))) << "it may be done";
}

TEST(Causes, AReplacementThatFailsOnALockFailsOfTheInterruption) {
  Observation seen = handled_badly();
  InstanceTimeline& next = seen.instances[1];
  next.progress.clear();
  next.saved.clear();
  next.user_data_end = ProcessEnd{.value = 1};
  next.user_data_ended = second(175);
  next.console = "LockException: Directory cannot be locked\n";
  EXPECT_THAT(cause_ids(seen)[0], "failed-on-what-was-left");
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("left behind: a lock"));
  EXPECT_THAT(cause_ids(seen), Not(Contains("crashed")));
  next.console = "no idea\n";
  EXPECT_THAT(all_causes(seen)[0].cause, HasSubstr("or of the code that takes the work up"));
  seen.instances[0].user_data_end = ProcessEnd{.value = 1};
  seen.instances[0].user_data_ended = second(40);
  seen.instances[0].progress = steady(0, 40, 0, 1);
  EXPECT_THAT(cause_ids(seen), Not(Contains("failed-on-what-was-left")))
      << "both fail by themselves";
}

}  // namespace
}  // namespace spotdrill::drill
