#include <gmock/gmock.h>

#include <algorithm>

#include "drill/definition/definition.hpp"
#include "drill/observations.hpp"
#include "drill/verdict/verdict.hpp"

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Kind = Expectation::Kind;

Definition with_defaults(std::vector<Fault> faults, Replace replace = Replace::UntilComplete) {
  Definition definition{.name = "test"};
  definition.faults = std::move(faults);
  definition.workload.replace = replace;
  expect_by_default(definition);
  return definition;
}

std::vector<Kind> kinds(const Definition& definition) {
  std::vector<Kind> found;
  for (const Expectation& each : definition.expect) found.push_back(each.kind);
  return found;
}

Fault interruption() {
  return make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 2min);
}

TEST(ExpectByDefault, GoesByWhatTheDrillDoes) {
  EXPECT_THAT(kinds(with_defaults({interruption()})),
              ElementsAre(Kind::Completes, Kind::Resumes, Kind::LostWorkPercent));
  EXPECT_THAT(kinds(with_defaults({})), ElementsAre(Kind::Completes));
  EXPECT_THAT(kinds(with_defaults({make_fault(Fault::Kind::Network, {}, {})})),
              ElementsAre(Kind::Completes));
  EXPECT_THAT(kinds(with_defaults({interruption()}, Replace::None)),
              ElementsAre(Kind::Completes, Kind::LostWorkPercent));
}

TEST(ExpectByDefault, NothingWhereSomebodySaysWhatIsExpected) {
  Definition definition = with_defaults({interruption()});
  definition.expect.push_back(*parse_expectation("lost-work <= 60%"));
  expect_by_default(definition);
  EXPECT_THAT(kinds(definition), ElementsAre(Kind::LostWorkPercent));
  EXPECT_EQ(definition.expect[0].percent, 60);
}

TEST(ExpectByDefault, FailsAJobThatBeginsAgain) {
  // Goal: a drill that says nothing of what it expects does not pass with most of the work lost.
  const Verdict verdict = judge(with_defaults({interruption()}), handled_badly());
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  const auto failed = std::ranges::count_if(
      verdict.judgements, [](const Judgement& each) { return each.judged && !each.passed; });
  EXPECT_EQ(failed, 2);
  EXPECT_THAT(verdict.judgements.back().expectation, HasSubstr("(expected by default)"));
  EXPECT_EQ(judge(with_defaults({interruption()}), handled_well()).outcome, Outcome::Passed);
}

TEST(ExpectByDefault, AsksNothingOfWhatWasNotInterrupted) {
  // Goal: a drill without readings of any interruption is no failure, and not inconclusive either.
  Observation seen = handled_well();
  seen.instances = {seen.instances.back()};
  seen.faults.clear();
  Definition definition = with_defaults({interruption()});
  definition.faults.clear();
  const Verdict verdict = judge(definition, seen);
  EXPECT_EQ(verdict.outcome, Outcome::Passed);
  EXPECT_THAT(verdict.inconclusive, IsEmpty());
}

TEST(ExpectByDefault, IsUnknownWhereNoProgressIsRead) {
  Observation seen = handled_well();
  for (InstanceTimeline& each : seen.instances) {
    each.progress.clear();
    each.saved.clear();
  }
  const Verdict verdict = judge(with_defaults({interruption()}), seen);
  EXPECT_NE(verdict.outcome, Outcome::Failed);
  EXPECT_THAT(verdict.inconclusive, testing::Contains(HasSubstr("could not be measured")));
}

}  // namespace
}  // namespace spotdrill::drill
