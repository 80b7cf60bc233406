#include "drill/verdict/verdict.hpp"
#include "drill/readings/figures.hpp"

#include <gmock/gmock.h>

#include "drill/observations.hpp"
#include "drill/recorded.hpp"

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
  EXPECT_EQ(verdict.completed_at, second(219)) << "when its process ended";
  ASSERT_THAT(verdict.work.interruptions, SizeIs(1));
  const Interruption& interruption = verdict.work.interruptions[0];
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
  const Interruption& interruption = verdict.work.interruptions.at(0);
  EXPECT_EQ(interruption.lost, 90);
  EXPECT_EQ(interruption.lost_percent, 90);
  EXPECT_EQ(interruption.lost_time, 90s);
  EXPECT_EQ(interruption.ended_how, EndedHow::DiedOfSigterm);
  ASSERT_THAT(ids(verdict), ElementsAre("handles-sigint-not-sigterm", "resumed-from-zero"));
  EXPECT_THAT(verdict.findings[0].cause, HasSubstr("likely"));
}

TEST(Verdict, WithAStateMachineItsExecutionTellsWhetherTheWorkIsDone) {
  Observation seen = handled_well();
  seen.execution = ExecutionSeen{.arn = "arn:aws:states:us-east-1:123456789012:execution:a:b",
                                 .status = "SUCCEEDED",
                                 .ended = second(230)};
  EXPECT_EQ(judge(expecting({"completes"}), seen).completed_at, second(230));

  seen.execution = ExecutionSeen{
      .status = "FAILED", .error = "States.Runtime", .cause = "No.", .ended = second(230)};
  const Verdict verdict = judge(expecting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  EXPECT_FALSE(verdict.completed);
  EXPECT_THAT(verdict.judgements.at(0).measured,
              HasSubstr("execution FAILED: States.Runtime: No.; got to 100 %"));
}

TEST(Verdict, InstanceThatTheStateMachineTerminatesIsNotInterrupted) {
  Observation seen = handled_well();
  seen.instances[1].ended_by_drill = false;
  seen.instances[1].shutdown_begun = second(220);
  EXPECT_THAT(judge(expecting({"completes"}), seen).work.interruptions, SizeIs(2));
  seen.instances[1].ended_by_execution = true;
  EXPECT_THAT(judge(expecting({"completes"}), seen).work.interruptions, SizeIs(1));
}

TEST(Verdict, WorkDoneTwiceIsLostOnce) {
  // Goal: lost time is what the last pass over the lost work took.
  // Method: the second instance loses all that it and the first had done.
  Observation seen = handled_well();
  InstanceTimeline second_one = seen.instances[1];
  second_one.ended_by_drill = false;
  second_one.progress = steady(173, 193, 55, 1);
  second_one.saved = {{second(193), 75}};
  second_one.state_reason = "Client.UserInitiatedShutdown";
  InstanceTimeline third{.id = "i-3", .requested = second(230), .running = second(230)};
  third.progress = steady(231, 331, 0, 1);
  seen.instances = {seen.instances[0], second_one, third};
  const Verdict verdict = judge(expecting({"completes"}), seen);
  ASSERT_THAT(verdict.work.interruptions, SizeIs(2));
  EXPECT_EQ(verdict.work.interruptions[1].lost, 75);
  EXPECT_EQ(verdict.work.interruptions[1].lost_time, 75s);
  EXPECT_FALSE(verdict.work.interruptions[1].with_notice);
}

TEST(Verdict, WithoutReplacementWhatIsNotSavedIsLost) {
  Observation seen = handled_badly();
  seen.instances.pop_back();
  const Verdict verdict = judge(expecting({"completes", "lost-work <= 60%"}), seen);
  EXPECT_EQ(verdict.work.interruptions.at(0).lost, 50);
  EXPECT_THAT(passed(verdict), ElementsAre(false, true));
  EXPECT_THAT(verdict.judgements[0].measured, HasSubstr("got to 90 %"));
}

/// The judgement of one expectation.
Judgement judged(std::string_view expectation, const Observation& seen) {
  return judge(expecting({expectation}), seen).judgements.at(0);
}

TEST(Resumes, JobThatRestartsFromZeroDoesNotWhateverItsFirstReportIs) {
  // Goal: a first report above 0 is no resuming.
  // Method: coarse reports (6 % each), with saved work known, and not known.
  Observation seen = handled_badly();
  seen.instances[1].progress = steady(179, 195, 6, 6);
  EXPECT_FALSE(judged("resumes", seen).passed);
  seen.has_saved = false;
  for (InstanceTimeline& instance : seen.instances) instance.saved.clear();
  const Judgement judgement = judged("resumes", seen);
  EXPECT_FALSE(judgement.passed);
  EXPECT_THAT(judgement.measured, HasSubstr("was at 90, its replacement began at 6"));
  const Verdict verdict = judge(expecting({"resumes"}), seen);
  EXPECT_EQ(verdict.work.interruptions.at(0).lost, 90) << "all of it, not all but the first report";
  EXPECT_THAT(ids(verdict), testing::Contains("resumed-from-zero"));
}

TEST(Resumes, OneReportingIntervalIsTolerated) {
  Observation seen = handled_well();
  seen.instances[1].progress = steady(173, 218, 54, 1);
  EXPECT_TRUE(judged("resumes", seen).passed);
  seen.instances[1].progress = steady(173, 218, 53, 1);
  EXPECT_FALSE(judged("resumes", seen).passed);
  EXPECT_THAT(judged("resumes", seen).measured,
              HasSubstr("had saved 55, its replacement began at 53"));
}

TEST(Resumes, NeedsNoKnowledgeOfSavedWork) {
  Observation seen = handled_well();
  seen.has_saved = false;
  for (InstanceTimeline& instance : seen.instances) instance.saved.clear();
  EXPECT_TRUE(judged("resumes", seen).passed);
}

TEST(NoticeExpectations, PeriodicSaveInTheWindowIsNoHandling) {
  // Goal: a job that never asks for its notice has not handled it.
  // Method: it saves every 20 s, dies of SIGTERM at 170 s, and nothing inside ever asked.
  Observation seen = handled_badly();
  seen.instances[0].saved = {
      {second(20), 20}, {second(40), 40}, {second(60), 60}, {second(80), 80}};
  EXPECT_FALSE(judged("notice-handled-within 30s", seen).passed);
  EXPECT_THAT(judged("notice-handled-within 30s", seen).measured,
              HasSubstr("nothing inside had read the notice when it saved 10s after it"));
  EXPECT_FALSE(judged("saved-after-notice", seen).passed);
  EXPECT_THAT(judged("saved-after-notice", seen).measured, HasSubstr("due anyway"));

  seen.server_observed = false;  // Nobody can tell: the save counts, and the report says so.
  EXPECT_TRUE(judged("notice-handled-within 30s", seen).passed);
  EXPECT_THAT(judged("notice-handled-within 30s", seen).measured, HasSubstr("not to be seen"));
  EXPECT_THAT(judged("saved-after-notice", seen).measured, HasSubstr("not to be seen"));
}

TEST(NoticeExpectations, SaveBeforeTheNoticeWasReadDoesNotCount) {
  Observation seen = handled_well();
  seen.instances[0].saved = {{second(40), 40}, {second(52), 52}, {second(55), 55}};
  const Verdict verdict = judge(expecting({"notice-handled-within 4s"}), seen);
  EXPECT_EQ(verdict.work.interruptions.at(0).saved_at, second(52));
  EXPECT_EQ(verdict.work.interruptions.at(0).handled, second(55));
  EXPECT_FALSE(verdict.judgements[0].passed);
}

TEST(NoticeExpectations, SaveThatSigtermCausedIsAnAnswer) {
  // Goal: a job that saves on SIGTERM has saved after its notice, but only if it has a handler.
  Observation seen = handled_badly();
  InstanceTimeline& first = seen.instances[0];
  first.saved.push_back({second(170.3), 90});
  first.user_data_ended = second(170.5);
  first.user_data_end = ProcessEnd{.value = 0};
  first.processes = {{.name = "python3", .caught = {2, 15}}};
  EXPECT_TRUE(judged("saved-after-notice", seen).passed);
  EXPECT_FALSE(judged("notice-handled-within 30s", seen).passed);
  first.processes = {{.name = "python3", .caught = {2}}};
  EXPECT_FALSE(judged("saved-after-notice", seen).passed);
}

TEST(NoticeExpectations, JobWhoseEverySaveIsDueHasNotHandledIt) {
  // Goal: that nothing is left to save counts for those only who had heard of the interruption.
  Observation seen = handled_badly();
  seen.instances[0].saved = steady(0, 90, 0, 1);
  EXPECT_FALSE(judged("saved-after-notice", seen).passed);
  EXPECT_FALSE(judged("notice-handled-within 30s", seen).passed);
}

TEST(NoticeExpectations, SaveAfterTheScriptHadDiedIsTheJobs) {
  // Goal: a script that SIGTERM ends may have started a job that saves on it.
  Observation seen = handled_badly();
  seen.instances[0].saved.push_back({second(173), 90});
  EXPECT_TRUE(judged("saved-after-notice", seen).passed);
  EXPECT_EQ(judge(expecting({"completes"}), seen).work.interruptions.at(0).saved_at, second(173));
}

TEST(NoticeExpectations, RebalanceRecommendationIsHeardToo) {
  Observation seen = handled_well();
  seen.instances[0].first_notice_answer.reset();
  EXPECT_FALSE(judged("notice-handled-within 30s", seen).passed);
  seen.instances[0].first_rebalance_answer = second(51);
  EXPECT_TRUE(judged("notice-handled-within 30s", seen).passed);
}

TEST(Verdict, SaveIsNotLaterThanTheWorkloadsEnd) {
  Observation seen = handled_well();
  seen.instances[0].saved.back().at = second(56.4);  // Seen at the next look only.
  const Verdict verdict = judge(expecting({"notice-handled-within 30s"}), seen);
  EXPECT_EQ(verdict.work.interruptions.at(0).saved_at, second(56));
}

/// A job that is done between its notice and the deadline.
Observation done_before_the_deadline() {
  Observation seen = handled_well();
  seen.instances.pop_back();
  InstanceTimeline& only = seen.instances[0];
  only.progress = steady(0, 100, 0, 1);
  only.user_data_ended = second(100);
  only.user_data_end = ProcessEnd{};
  only.ended_by_drill = true;
  only.shutdown_begun = second(101);
  only.ended = second(102);
  only.first_notice_answer.reset();
  return seen;
}

TEST(UnfeltInterruption, TestsNothing) {
  const Verdict verdict =
      judge(expecting({"completes", "lost-work <= 5%", "notice-seen-within 5s", "resumes",
                       "notice-handled-within 30s", "saved-after-notice", "ends-before-deadline"}),
            done_before_the_deadline());
  EXPECT_THAT(passed(verdict), ElementsAre(true, false, false, false, false, false, false));
  EXPECT_THAT(verdict.judgements[0].measured, HasSubstr("before any interruption was felt"));
  for (std::size_t i = 1; i < verdict.judgements.size(); ++i) {
    EXPECT_EQ(verdict.judgements[i].measured, "there was no interruption to measure it by");
  }
  const Interruption& interruption = verdict.work.interruptions.at(0);
  EXPECT_FALSE(interruption.felt);
  EXPECT_EQ(interruption.lost, 0);
  EXPECT_EQ(interruption.shutdown_begun, std::nullopt) << "the drill's own clean-up";
  EXPECT_THAT(verdict.not_observed, testing::Contains(HasSubstr("done before the deadline")));
  EXPECT_THAT(verdict.findings, IsEmpty());
}

TEST(UnfeltInterruption, IsToldWithoutProgressToo) {
  Observation seen = done_before_the_deadline();
  seen.instances[0].progress.clear();
  const Verdict verdict = judge(expecting({"completes"}), seen);
  EXPECT_TRUE(verdict.completed);
  EXPECT_FALSE(verdict.work.interruptions.at(0).felt);
  // One that had read its notice may have ended because of it.
  seen.instances[0].first_notice_answer = second(60);
  EXPECT_FALSE(judge(expecting({"completes"}), seen).completed);
}

// Goal: what nothing tells of decides neither way. Method: 36 % were productive, of 30 % nobody
// knows.
TEST(Goodput, IsJudgedByWhatIsKnown) {
  const Observation seen = handled_badly();
  EXPECT_TRUE(judged("goodput >= 36%", seen).passed);
  const Judgement between = judged("goodput >= 60%", seen);
  EXPECT_FALSE(between.judged);
  EXPECT_THAT(between.measured, HasSubstr("of 29.6 % nothing tells"));
  const Judgement above = judged("goodput >= 70%", seen);
  EXPECT_TRUE(above.judged);
  EXPECT_FALSE(above.passed);
}

TEST(LostWork, IsNotMeasuredWithoutAnInterruption) {
  Observation seen = handled_well();
  seen.instances.erase(seen.instances.begin());
  EXPECT_FALSE(judged("lost-work <= 100%", seen).passed);
  EXPECT_EQ(judged("lost-work <= 30s", seen).measured,
            "there was no interruption to measure it by");
}

TEST(LostWork, CountsFromWhatWasSavedNotFromTheFirstReport) {
  // Saved 90, got to 97; the first report of the replacement already has one step done again.
  Observation seen = handled_well();
  seen.instances[0].progress = steady(0, 97, 0, 1);
  seen.instances[0].saved = {{second(90), 90}};
  seen.instances[1].progress = steady(173, 182, 91, 1);
  const Verdict verdict = judge(expecting({"lost-work <= 6%", "resumes"}), seen);
  EXPECT_EQ(verdict.work.interruptions.at(0).lost, 7);
  EXPECT_THAT(passed(verdict), ElementsAre(false, true));
}

TEST(LostWork, AsMuchAsIsAllowedIsAllowedAndALittleMoreIsTold) {
  // Goal: percentages that are no binary fractions are compared as they were printed.
  const auto judged = [](double saved) {
    Observation seen = handled_well();
    for (auto* readings : {&seen.instances[0].progress, &seen.instances[0].saved}) {
      for (Reading& reading : *readings) reading.unit = Unit::Percent;
    }
    seen.instances[0].saved = {{second(40), saved, Unit::Percent}};
    seen.instances[1].progress = steady(173, 223, saved, 1);
    for (Reading& reading : seen.instances[1].progress) reading.unit = Unit::Percent;
    seen.instances[1].saved.clear();
    return judge(expecting({"lost-work <= 5%"}), seen).judgements.at(0);
  };
  EXPECT_TRUE(judged(50).passed) << judged(50).measured;
  EXPECT_FALSE(judged(49.96).passed);
  EXPECT_THAT(judged(49.96).measured, HasSubstr("lost 5.04 %"));
}

TEST(LostWork, BeforeTheFirstSaveIsEverything) {
  Observation seen = handled_badly();
  seen.instances[0].progress = steady(0, 9, 0, 1);
  seen.instances[0].saved.clear();
  seen.instances[1].progress = steady(173, 273, 1, 1);
  EXPECT_EQ(judge(expecting({"resumes"}), seen).work.interruptions.at(0).lost, 9);
}

TEST(LostWork, SaysWhyItIsUnknown) {
  Observation seen = handled_well();
  seen.instances.pop_back();
  seen.has_saved = false;
  seen.instances[0].saved.clear();
  EXPECT_THAT(judged("lost-work <= 100%", seen).measured, HasSubstr("it was not replaced, and"));
}

TEST(Verdict, NoMoreIsSavedThanWasDone) {
  Observation seen = handled_well();
  seen.instances[0].saved.back().value = 56.7;
  const Verdict verdict = judge(expecting({"completes"}), seen);
  EXPECT_EQ(verdict.work.interruptions.at(0).progress, 56.7);
}

TEST(Verdict, ExitCode143IsDeathOnlyWhereNobodyCatchesSigterm) {
  Observation seen = handled_badly();
  InstanceTimeline& first = seen.instances[0];
  first.user_data_end = ProcessEnd{.value = 143};
  const auto how = [&] {
    return judge(expecting({"completes"}), seen).work.interruptions.at(0).ended_how;
  };
  EXPECT_EQ(how(), EndedHow::OnSigterm);
  first.processes = {{.name = "python3", .caught = {2}}};
  EXPECT_EQ(how(), EndedHow::DiedOfSigterm);
  first.processes.push_back({.name = "job", .caught = {15}});
  EXPECT_EQ(how(), EndedHow::AfterSigterm);
}

TEST(Verdict, WhatWasNotRunToItsEndIsNotJudged) {
  Observation seen = handled_badly();
  seen.failure = "DescribeInstances: no reply";
  seen.endpoint_lost = true;
  const Verdict verdict = judge(expecting({"completes", "resumes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::CouldNotRun);
  ASSERT_THAT(verdict.judgements, SizeIs(2));
  EXPECT_FALSE(verdict.judgements[0].judged);
  EXPECT_EQ(verdict.judgements[0].measured, "not judged");
  EXPECT_THAT(verdict.findings, IsEmpty()) << "a dead endpoint's silence is no evidence";
  EXPECT_THAT(verdict.not_observed, testing::Contains(HasSubstr("did not answer any more")));
}

TEST(Verdict, SaysHowToInterruptAJobWithoutProgress) {
  Observation seen = handled_well();
  for (InstanceTimeline& instance : seen.instances) instance.progress.clear();
  seen.faults = {{.text = "Spot interruption at 50 %"}};
  Definition definition = expecting({"completes"});
  definition.workload.progress = *parse_source("log:([0-9]+)%");
  definition.faults = {make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 2min)};
  const Verdict verdict = judge(definition, seen);
  EXPECT_THAT(verdict.judgements.at(0).measured, HasSubstr("no progress was seen"));
  EXPECT_THAT(verdict.not_observed, testing::Contains(HasSubstr("--interrupt-at 90s")));
}

TEST(Verdict, WhatCannotBeMeasuredDoesNotPass) {
  Observation seen = handled_well();
  seen.instances[1].progress.clear();
  const Verdict verdict = judge(expecting({"lost-work <= 100%", "resumes"}), seen);
  EXPECT_THAT(passed(verdict), ElementsAre(false, false));
  EXPECT_THAT(verdict.judgements[0].measured, HasSubstr("could not be measured"));
}

TEST(Verdict, FaultThatNeverBeganShowsNothing) {
  Observation seen = handled_well();
  seen.faults.push_back({.text = "termination without notice at 90 %"});
  const Verdict verdict = judge(expecting({"completes"}), seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("termination without notice at 90 %"));
  EXPECT_THAT(verdict.judgements.front().measured, HasSubstr("never came to that"));
  EXPECT_EQ(judge(expecting({"lost-work <= 5%"}),
                  [&] {
                    Observation bad = handled_badly();
                    bad.faults.push_back(seen.faults.back());
                    return bad;
                  }())
                .outcome,
            Outcome::Failed)
      << "the other fault has shown enough";
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

TEST(Verdict, SaysWhereASpeedMakesWorkLookSlow) {
  Observation seen = handled_well();
  seen.rate = 20;
  seen.instances[0].processor = ProcessorUse{.computed = 5s, .lived = 171s};
  EXPECT_THAT(judge(expecting({"completes"}), seen).not_observed,
              testing::Contains(HasSubstr("count as 100 s of its 171 s at speed 20")));
  EXPECT_THAT(judge(expecting({"completes"}), seen).not_observed,
              testing::Contains(HasSubstr("speed auto, or up to 3")));
  seen.instances[0].processor->computed = 500ms;
  EXPECT_THAT(judge(expecting({"completes"}), seen).not_observed,
              testing::Not(testing::Contains(HasSubstr("at speed 20"))));
}

TEST(Verdict, OfAJobThatThisComputerGaveNoProcessorIsInconclusive) {
  Observation seen = handled_badly();
  seen.instances[0].killed = true;
  seen.instances[0].shutdown_waited = 100ms;
  const Definition definition = expecting({"lost-work <= 5%"});
  EXPECT_EQ(judge(definition, seen).outcome, Outcome::Failed);
  seen.instances[0].shutdown_waited = 10min;
  const Verdict verdict = judge(definition, seen);
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive);
  EXPECT_THAT(verdict.inconclusive, ElementsAre(HasSubstr("gave it no processor")));
  // One that passes all the same has shown what it does.
  EXPECT_EQ(judge(expecting({"completes"}), seen).outcome, Outcome::Passed);
}

TEST(VerdictTexts, SayThatTheLastStepWasNeverTold) {
  Recorded job{"([0-9]+)/20 done"};
  for (int i = 1; i <= 19; ++i) job.print(5 * i, fmt::format("{}/20 done", i));
  const Verdict verdict = judge(expecting({"completes"}), job.end(97).seen());
  EXPECT_EQ(verdict.judgements.at(0).measured,
            "got to 95 %, 5 % short of 100 %; exit code 0; it tells every step, and never told the "
            "last");
}

TEST(VerdictTexts, AreShort) {
  EXPECT_EQ(percent_text(2.449), "2.4 %");
  EXPECT_EQ(percent_text(50), "50 %");
  EXPECT_EQ(time_text(4234ms), "4.2s");
  EXPECT_EQ(time_text(2min), "2m");
}

}  // namespace
}  // namespace spotdrill::drill
