#include "drill/campaign/worst_moment.hpp"

#include <gmock/gmock.h>

#include "drill/observations.hpp"
#include "planted/search.hpp"

namespace spotdrill::drill {
namespace {

using planted::search_in;
using planted::Searched;
using testing::HasSubstr;
using testing::StartsWith;

class PlantedMoment : public testing::TestWithParam<planted::Job> {};

// Goal: whatever is fragile at saves, pauses, the ends or in recovery is found within 20 trials.
TEST_P(PlantedMoment, IsFoundUnlessItShowsNothing) {
  const Searched found = search_in(GetParam());
  EXPECT_TRUE(found.undisturbed_first) << "when does it save?";
  EXPECT_LE(found.labels.size(), search_trials);
  if (GetParam().shows_nothing) GTEST_SKIP() << "an undisturbed run shows nothing of it";
  EXPECT_TRUE(planted::is_found(GetParam(), found.worst)) << "worst was " << found.worst << " of:\n"
                                                          << testing::PrintToString(found.labels);
}

INSTANTIATE_TEST_SUITE_P(Twelve, PlantedMoment, testing::ValuesIn(planted::jobs()),
                         [](const auto& job) { return std::to_string(job.index); });

// Goal: the end of an interval is where a job that saves at intervals loses most, so it comes
// first.
TEST(WorstMoment, BeginsBeforeASave) {
  const Searched found = search_in({.name = "right"}, 1);
  ASSERT_EQ(found.labels.size(), 1U) << "as many as were asked for";
  EXPECT_THAT(found.labels[0], StartsWith("just before a save, at "));
  EXPECT_GT(found.worst, 4.5) << "of the five steps between two saves";
}

// Goal: what the search has not looked at is told, and is less with more trials.
TEST(WorstMoment, SaysWhereNothingWasTried) {
  const auto twenty = search_in({.name = "right"}).untried;
  const auto sixty = search_in({.name = "right"}, 60).untried;
  ASSERT_TRUE(twenty && sixty);
  EXPECT_GT(twenty->to, twenty->from);
  EXPECT_LT(sixty->length, twenty->length / 2);
}

// Goal: with a notice the work is cut off two minutes after the fault begins.
TEST(WorstMoment, CountsTheNoticeIn) {
  Definition definition = planted::definition();
  definition.faults = {make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 2min)};
  const planted::Job job{.name = "right"};
  std::vector<double> begun;
  planted::search_with(definition, planted::undisturbed(job),
                       [&](const std::vector<Fault>& faults) {
                         begun.push_back(planted::time_of(job, faults[0].moment));
                         return 1.0;
                       });
  // The first two saves are over before a notice can have passed.
  EXPECT_NEAR(begun.at(0), 135.2 - 120 - 1, 0.01);
  for (const double each : begun) EXPECT_LT(each, 181) << "it would be done by then";
}

TEST(WorstMoment, HasNothingToSearchWhereTheWorkIsNotCompleted) {
  WorstMoment search = *WorstMoment::create(planted::definition());
  (void)search.next();
  Observation seen = handled_well();
  search.note(seen, {.work = model_work(seen)});
  EXPECT_FALSE(search.next());
  EXPECT_FALSE(search.untried());
}

TEST(WorstMoment, NeedsProgress) {
  Definition definition = planted::definition();
  definition.workload.progress.reset();
  EXPECT_THAT(WorstMoment::create(definition).error(), HasSubstr("is read from the progress"));
}

}  // namespace
}  // namespace spotdrill::drill
