#include <gmock/gmock.h>

#include "drill/observations.hpp"
#include "drill/verdict/verdict.hpp"

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A drill that interrupts, and expects these.
Definition interrupting(std::initializer_list<std::string_view> texts) {
  Definition definition{.name = "test"};
  for (const std::string_view text : texts) definition.expect.push_back(*parse_expectation(text));
  definition.faults = {make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 2min)};
  return definition;
}

Unmet missing(Unmet::Kind kind, std::string what, double at) {
  return {.kind = kind, .what = std::move(what), .detail = {}, .at = second(at)};
}

TEST(Inconclusive, WhatTheJobDidWithoutIsARemark) {
  Observation seen = handled_well();
  seen.instances[0].unmet = {missing(Unmet::Kind::Command, "cowsay", 1)};
  const Verdict verdict = judge(interrupting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Passed);
  EXPECT_THAT(verdict.remarks, ElementsAre(HasSubstr("the command cowsay")));
  EXPECT_THAT(verdict.inconclusive, IsEmpty());
}

TEST(Inconclusive, AServiceThatIsNotHereIsNotTheJobsFault) {
  Observation seen = handled_badly();
  seen.instances[0].unmet = {missing(Unmet::Kind::Service, "s3", 1)};
  const Verdict verdict = judge(interrupting({"completes", "lost-work <= 5%"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive, ElementsAre(HasSubstr("s3")));
  EXPECT_THAT(verdict.findings, IsEmpty()) << "it began from zero because nothing could be saved";
}

TEST(Inconclusive, ACommandThatIsNotHereExcusesNoJobThatWorkedOn) {
  Observation seen = handled_badly();
  seen.instances[0].unmet = {missing(Unmet::Kind::Command, "nvidia-smi", 1)};
  const Verdict verdict = judge(interrupting({"completes", "lost-work <= 5%"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  EXPECT_THAT(verdict.findings, Not(IsEmpty()));
}

TEST(Inconclusive, ACommandThatIsNotHereAndNothingAfterIt) {
  Observation seen = handled_well();
  seen.instances.resize(1);
  InstanceTimeline& only = seen.instances[0];
  only = {.id = only.id, .requested = second(0), .running = second(0)};
  only.user_data_ended = second(2);
  only.user_data_end = ProcessEnd{.value = 127};
  only.unmet = {missing(Unmet::Kind::Command, "docker", 1)};
  only.ended_by_drill = true;
  seen.faults[0].began.reset();
  const Verdict verdict = judge(interrupting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("docker")) << "it leads";
}

TEST(Inconclusive, AnInterruptionThatNobodyFeltShowsNothing) {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  seen.instances.resize(1);
  first.progress = steady(0, 100, 0, 1);
  first.user_data_ended = second(101);
  first.user_data_end = ProcessEnd{};
  first.first_notice_answer.reset();
  const Verdict verdict = judge(interrupting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("no interruption was felt"));
  EXPECT_THAT(verdict.inconclusive.at(0),
              HasSubstr("give the job more to do, or a shorter notice"));
}

TEST(Inconclusive, SaysUntilWhenAnInterruptionWouldHaveBeenFelt) {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  seen.instances.resize(1);
  first.progress = steady(0, 150, 0, 1);
  first.user_data_ended = second(150);
  first.user_data_end = ProcessEnd{};
  first.rebalance = second(50);
  first.notice = second(51);
  first.deadline = second(171);
  seen.ended = second(180);
  const Verdict verdict = judge(interrupting({"completes"}), seen);
  ASSERT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("Interrupt within its first 2"));
}

TEST(Inconclusive, ADrillWithoutFaultsIsJudgedByItsEnd) {
  Observation seen = handled_well();
  seen.faults.clear();
  seen.instances.erase(seen.instances.begin());
  Definition definition = interrupting({"completes"});
  definition.faults.clear();
  EXPECT_EQ(judge(definition, seen).outcome, Outcome::Passed);
}

TEST(Inconclusive, LossThatCannotBeMeasuredIsNeitherPassedNorFailed) {
  Observation seen = handled_well();
  for (InstanceTimeline& each : seen.instances) each.progress.clear();
  seen.instances[0].saved.clear();
  seen.instances[1].saved.clear();
  const Verdict verdict = judge(interrupting({"completes", "lost-work <= 5%"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("lost-work <= 5%: could not be measured"));
}

TEST(Inconclusive, ResumingOfWhichNothingIsReadIsNeitherPassedNorFailed) {
  Observation seen = handled_well();
  for (InstanceTimeline& each : seen.instances) each.progress.clear();
  seen.instances[0].saved.clear();
  seen.instances[1].saved.clear();
  const Verdict verdict = judge(interrupting({"completes", "resumes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0),
              HasSubstr("resumes: could not be measured: no progress was seen"));
}

TEST(Inconclusive, ProcessesOfWhichNothingIsReadMayBeDoneOrNot) {
  Observation seen = handled_well();
  for (InstanceTimeline& each : seen.instances) each.progress.clear();
  seen.instances[1].left_alive = true;
  seen.timed_out = true;
  const Verdict verdict = judge(interrupting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("done: {log: PATTERN}"));
}

TEST(Damage, AnOutputThatStaysCutOffFailsADrillThatPassedOtherwise) {
  Observation seen = handled_well();
  OpenFile file{.path = "/mnt/efs/part-7", .process = "bash", .size = 20, .usual_size = 60};
  seen.instances[0].open_files = {file};
  EXPECT_EQ(judge(interrupting({"completes"}), seen).outcome, Outcome::Failed);
  seen.instances[0].open_files[0].append = true;
  EXPECT_EQ(judge(interrupting({"completes"}), seen).outcome, Outcome::Passed) << "a log grows";
  seen.instances[0].open_files = {file};
  seen.instances[0].open_files[0].written_again = true;
  EXPECT_EQ(judge(interrupting({"completes"}), seen).outcome, Outcome::Passed);
  seen.instances[0].open_files = {file};
  seen.instances[0].open_files[0].usual_size = 0;
  EXPECT_EQ(judge(interrupting({"completes"}), seen).outcome, Outcome::Passed)
      << "there is nothing of its kind";
}

// Goal: a job that opens its output anew for each line has it closed when it is killed.
TEST(Damage, AFileThatWasClosedIsCutOffIfItIsOutOfLineAndTheWorkWentOn) {
  Observation seen = handled_well();
  const OpenFile file{.path = "/mnt/efs/part-7",
                      .closed = true,
                      .size = 8,
                      .usual_size = 50,
                      .least_size = 41,
                      .most_size = 51,
                      .others = 19,
                      .others_since = true};
  const auto outcome_with = [&](auto change) {
    OpenFile changed = file;
    change(changed);
    seen.instances[0].open_files = {changed};
    return judge(interrupting({"completes"}), seen).outcome;
  };
  EXPECT_EQ(outcome_with([](OpenFile&) {}), Outcome::Failed);
  EXPECT_EQ(outcome_with([](OpenFile& each) { each.written_again = true; }), Outcome::Passed);
  EXPECT_EQ(outcome_with([](OpenFile& each) { each.others_since = false; }), Outcome::Passed)
      << "the last of all may be shorter";
  EXPECT_EQ(outcome_with([](OpenFile& each) { each.most_size = 80; }), Outcome::Passed)
      << "they are of all sizes";
  EXPECT_EQ(outcome_with([](OpenFile& each) { each.size = 30; }), Outcome::Passed);
  EXPECT_EQ(outcome_with([](OpenFile& each) { each.others = 2; }), Outcome::Passed);
}

TEST(Damage, HalfACheckpointThatIsTakenForWholeFails) {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  first.checkpoint = {.in_place = 3, .cut_off = true};
  first.saved = {{second(20), 20}, {second(40), 40}};
  seen.instances[1].progress = steady(173, 218, 55, 1);
  const Verdict verdict = judge(interrupting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  seen.instances[1].progress = steady(173, 233, 40, 1);
  EXPECT_EQ(judge(interrupting({"completes"}), seen).outcome, Outcome::Passed)
      << "it went on from the one before";
}

TEST(Results, AreJudgedWithTheRest) {
  Definition definition = interrupting({"completes"});
  definition.check = Check{.command = {"python3", "check.py"}};
  Observation seen = handled_well();
  seen.check = CheckSeen{.ran = true, .exit_code = 0};
  EXPECT_EQ(judge(definition, seen).outcome, Outcome::Passed);
  seen.check->exit_code = 3;
  EXPECT_EQ(judge(definition, seen).outcome, Outcome::Failed);
  seen.check = CheckSeen{.failure = "it could not be started"};
  EXPECT_EQ(judge(definition, seen).outcome, Outcome::Inconclusive);
}

}  // namespace
}  // namespace spotdrill::drill
