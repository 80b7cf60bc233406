#include "drill/verdict.hpp"

#include <gmock/gmock.h>

#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Definition expecting(std::initializer_list<std::string_view> texts) {
  Definition definition{.name = "test"};
  for (const std::string_view text : texts) definition.expect.push_back(*parse_expectation(text));
  return definition;
}

std::vector<std::string> ids(const Verdict& verdict) {
  std::vector<std::string> result;
  for (const Finding& finding : verdict.findings) result.push_back(finding.id);
  return result;
}

std::vector<bool> passed(const Verdict& verdict) {
  std::vector<bool> result;
  for (const Judgement& judgement : verdict.judgements) result.push_back(judgement.passed);
  return result;
}

TEST(Verdict, JobThatSavesAtItsNoticeLosesNothing) {
  const Verdict verdict = judge(expecting({"completes", "lost-work <= 1%", "notice-seen-within 5s",
                                           "notice-handled-within 5s", "saved-after-notice",
                                           "resumes", "ends-before-deadline"}),
                                handled_well());
  EXPECT_EQ(verdict.outcome, Outcome::Passed);
  EXPECT_TRUE(verdict.completed);
  EXPECT_EQ(verdict.completed_at, second(218));
  ASSERT_THAT(verdict.interruptions, SizeIs(1));
  const Interruption& interruption = verdict.interruptions[0];
  EXPECT_EQ(interruption.replacement, "i-00000000000000002");
  EXPECT_EQ(interruption.progress, 55);
  EXPECT_EQ(interruption.saved_at_notice, 40);
  EXPECT_EQ(interruption.saved_after_notice, 55);
  EXPECT_EQ(interruption.saved_at, second(55));
  EXPECT_EQ(interruption.saved_when_replaced, 55);
  EXPECT_EQ(interruption.resume_point, 55);
  EXPECT_EQ(interruption.lost, 0);
  EXPECT_EQ(interruption.ended_how, EndedHow::ByItself);
  EXPECT_THAT(verdict.findings, IsEmpty());
}

TEST(Verdict, JobThatStartsFromZeroLosesAllThatItHadDone) {
  const Verdict verdict = judge(expecting({"completes", "lost-work <= 5%", "notice-seen-within 5s",
                                           "notice-handled-within 30s", "saved-after-notice",
                                           "resumes", "ends-before-deadline"}),
                                handled_badly());
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  EXPECT_THAT(passed(verdict), ElementsAre(true, false, false, false, false, false, false));
  const Interruption& interruption = verdict.interruptions.at(0);
  EXPECT_EQ(interruption.lost, 90);
  EXPECT_EQ(interruption.lost_percent, 90);
  EXPECT_EQ(interruption.lost_time, 90s);
  EXPECT_EQ(interruption.ended_how, EndedHow::DiedOfSigterm);
  EXPECT_THAT(ids(verdict), ElementsAre("resumed-from-zero", "saved-nothing-after-notice",
                                        "never-polled-for-notice", "handles-sigint-not-sigterm"));
  EXPECT_THAT(verdict.findings[3].cause, HasSubstr("likely"));
}

TEST(Verdict, WorkDoneTwiceIsLostOnce) {
  // Goal: lost time is what the last pass over the lost work took.
  // Method: the second instance loses all that it and the first had done.
  Observation seen = handled_well();
  InstanceTimeline second_one = seen.instances[1];
  second_one.ended_by_drill = false;
  second_one.progress = steady(173, 193, 55, 1);
  second_one.state_reason = "Client.UserInitiatedShutdown";
  InstanceTimeline third{.id = "i-3", .requested = second(230), .running = second(230)};
  third.progress = steady(231, 331, 0, 1);
  seen.instances = {seen.instances[0], second_one, third};
  const Verdict verdict = judge(expecting({"completes"}), seen);
  ASSERT_THAT(verdict.interruptions, SizeIs(2));
  EXPECT_EQ(verdict.interruptions[1].lost, 75);
  EXPECT_EQ(verdict.interruptions[1].lost_time, 75s);
  EXPECT_FALSE(verdict.interruptions[1].with_notice);
}

TEST(Verdict, WithoutReplacementWhatIsNotSavedIsLost) {
  Observation seen = handled_badly();
  seen.instances.pop_back();
  const Verdict verdict = judge(expecting({"completes", "lost-work <= 60%"}), seen);
  EXPECT_EQ(verdict.interruptions.at(0).lost, 50);
  EXPECT_THAT(passed(verdict), ElementsAre(false, true));
  EXPECT_THAT(verdict.judgements[0].measured, HasSubstr("got to 90 %"));
}

TEST(Verdict, WhatCannotBeMeasuredDoesNotPass) {
  Observation seen = handled_well();
  seen.instances[1].progress.clear();
  const Verdict verdict = judge(expecting({"lost-work <= 100%", "resumes"}), seen);
  EXPECT_THAT(passed(verdict), ElementsAre(false, false));
  EXPECT_THAT(verdict.judgements[0].measured, HasSubstr("could not be measured"));
}

TEST(Verdict, FaultThatNeverBeganFailsTheDrill) {
  Observation seen = handled_well();
  seen.faults.push_back({.text = "termination without notice at 90 %"});
  const Verdict verdict = judge(expecting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  EXPECT_THAT(verdict.judgements.front().measured, HasSubstr("never came to that"));
}

TEST(Verdict, TroubleIsNotFailure) {
  Observation seen = handled_well();
  seen.failure = "the endpoint does not answer";
  EXPECT_EQ(judge(expecting({"completes"}), seen).outcome, Outcome::CouldNotRun);
  seen.stopped = true;
  EXPECT_EQ(judge(expecting({"completes"}), seen).outcome, Outcome::Stopped);
}

TEST(Verdict, ExitCodeCountsWhereNothingElseDoes) {
  Observation seen = handled_well();
  seen.faults.clear();
  seen.instances.erase(seen.instances.begin());
  seen.instances[0].progress.clear();
  EXPECT_TRUE(judge(expecting({"completes"}), seen).completed);
  seen.instances[0].user_data_end = ProcessEnd{.value = 3};
  seen.instances[0].ended_by_drill = false;
  const Verdict verdict = judge(expecting({"completes"}), seen);
  EXPECT_FALSE(verdict.completed);
  EXPECT_THAT(verdict.judgements[0].measured, HasSubstr("exit code 3"));
}

TEST(Verdict, SaysWhatAwsWouldNotShow) {
  Observation seen = handled_well();
  seen.server_observed = false;
  EXPECT_THAT(judge(expecting({"completes"}), seen).not_observed,
              ElementsAre(HasSubstr("who asked for the notice")));
}

TEST(VerdictTexts, AreShort) {
  EXPECT_EQ(percent_text(2.449), "2.4 %");
  EXPECT_EQ(percent_text(50), "50 %");
  EXPECT_EQ(time_text(4234ms), "4.2s");
  EXPECT_EQ(time_text(2min), "2m");
}

}  // namespace
}  // namespace spotdrill::drill
