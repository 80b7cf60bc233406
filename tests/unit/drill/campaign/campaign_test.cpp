#include "drill/campaign/campaign.hpp"

#include <gmock/gmock.h>

#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Definition terminated_half_way() {
  Definition definition{.name = "campaign"};
  definition.workload.progress = NumberSource{};
  definition.workload.parameters = {{"FisWorkshopSpotCheckpointDuration", "5"},
                                    {"FisWorkshopSpotJobDuration", "5"}};
  definition.faults.push_back(make_fault(Fault::Kind::Terminate, {.progress_percent = 50}, 2min));
  return definition;
}

// Goal: a seed gives the same moments again, another seed others.
TEST(Repeat, IsTheSameForTheSameSeed) {
  const auto moments = [](std::uint64_t seed) {
    std::vector<std::string> words;
    const auto variants = repeat(terminated_half_way(), 5, seed);
    for (const Variant& variant : *variants) words.push_back(variant.options.at(1));
    return words;
  };
  EXPECT_EQ(moments(7), moments(7));
  EXPECT_NE(moments(7), moments(8));
  EXPECT_EQ(moments(7).at(0), "74.9%") << "as on any machine";
}

TEST(Repeat, KeepsTheKindOfFaultAndItsNumber) {
  Definition definition = terminated_half_way();
  definition.faults.push_back(definition.faults[0]);
  const auto variants = repeat(definition, 1, 1);
  const Variant& variant = variants->at(0);
  ASSERT_EQ(variant.definition.faults.size(), 2U);
  EXPECT_EQ(variant.definition.faults[1].kind, Fault::Kind::Terminate);
  EXPECT_LE(*variant.definition.faults[0].moment.progress_percent,
            *variant.definition.faults[1].moment.progress_percent);
}

TEST(Repeat, SaysWhyADrillCannotBe) {
  Definition definition = terminated_half_way();
  definition.workload.progress.reset();
  EXPECT_THAT(repeat(definition, 1, 1).error(), HasSubstr("say where it is read"));
  definition = terminated_half_way();
  definition.faults[0].kind = Fault::Kind::Template;
  EXPECT_THAT(repeat(definition, 1, 1).error(), HasSubstr("experiment template"));
  definition.faults.clear();
  EXPECT_THAT(repeat(definition, 1, 1).error(), HasSubstr("no fault to vary"));
}

TEST(ParseAxis, NamesValues) {
  const auto axis = parse_axis("notice=0s,30s,2m");
  ASSERT_TRUE(axis.has_value());
  EXPECT_EQ(axis->name, "notice");
  EXPECT_THAT(axis->values, ElementsAre("0s", "30s", "2m"));
  for (const char* wrong : {"notice", "=1", "notice=", "notice=,", ""}) {
    EXPECT_THAT(parse_axis(wrong).error(), HasSubstr("NAME=VALUE")) << wrong;
  }
}

// Goal: no notice at all, one that is cut short, and a whole one, for each checkpoint interval.
TEST(Sweep, RunsEveryCombination) {
  const auto variants =
      sweep(terminated_half_way(), {*parse_axis("notice=0s,30s"), *parse_axis("checkpoint=1,5,9")});
  ASSERT_TRUE(variants.has_value()) << variants.error();
  ASSERT_EQ(variants->size(), 6U);
  EXPECT_EQ((*variants)[0].label, "notice 0s, checkpoint 1");
  EXPECT_EQ((*variants)[0].definition.faults[0].kind, Fault::Kind::Terminate);
  const Variant& last = (*variants)[5];
  EXPECT_THAT(last.coordinates, ElementsAre(1, 2));
  EXPECT_EQ(last.definition.faults[0].kind, Fault::Kind::Interrupt);
  EXPECT_EQ(last.definition.faults[0].notice, 30s);
  EXPECT_EQ(last.definition.workload.parameters.at("FisWorkshopSpotCheckpointDuration"), "9");
  EXPECT_THAT(last.options, ElementsAre("--sweep", "notice=30s", "--sweep", "checkpoint=9"));
}

TEST(Sweep, NamesWhatItCannotVary) {
  const auto refused = [](const char* axis) {
    return sweep(terminated_half_way(), {*parse_axis(axis)}).error();
  };
  EXPECT_THAT(refused("cheese=1"), HasSubstr("'cheese' is nothing that a sweep can vary"));
  EXPECT_THAT(refused("Duration=1"), HasSubstr("nothing")) << "which of the two?";
  EXPECT_THAT(refused("notice=1h"), HasSubstr("from 0s to 15m"));
  EXPECT_THAT(refused("interrupt-at=soon"), HasSubstr("is no moment"));
}

// Goal: the end of an interval is where a job that saves at intervals loses most, so it is tried.
TEST(WorstMoment, TriesWhatIsBadForAJobThatSavesAtIntervals) {
  auto search = WorstMoment::create(terminated_half_way());
  ASSERT_TRUE(search.has_value());
  EXPECT_TRUE(search->next()->definition.faults.empty()) << "when does it save?";
  Observation seen = handled_well();
  seen.instances.resize(1);
  seen.instances[0].progress = steady(0, 100, 0, 1);
  seen.instances[0].saved = {{second(0), 0}, {second(40), 40}, {second(80), 80}};
  search->note({.work = model_work(seen)});
  std::vector<std::string> labels;
  std::vector<double> tried;
  while (const auto variant = search->next()) {
    labels.push_back(variant->label);
    const FaultMoment& moment = variant->definition.faults[0].moment;
    Verdict verdict;
    verdict.lost_percent = moment.progress_percent == 79 ? 39 : 1;
    if (moment.progress_percent) tried.push_back(*moment.progress_percent);
    search->note(verdict);
  }
  EXPECT_THAT(labels, testing::IsSupersetOf({"the end of an interval, at 39%", "a save, at 40%",
                                             "the end of an interval, at 79%", "start-up",
                                             "twice in a row", "recovery"}));
  EXPECT_THAT(tried, testing::Contains(79.5)) << "near the worst";
}

// Goal: with a notice the work is cut off two minutes after the fault begins.
TEST(WorstMoment, CountsTheNoticeIn) {
  Definition definition = terminated_half_way();
  definition.faults = {make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 2min)};
  auto search = WorstMoment::create(definition);
  (void)search->next();
  Observation seen = handled_well();
  seen.instances[0].progress = steady(0, 200, 0, 0.5);
  seen.instances[0].saved = {{second(0), 0}, {second(160), 80}};
  search->note({.work = model_work(seen)});
  EXPECT_EQ(search->next()->label, "the end of an interval, at 19.5%");
}

}  // namespace
}  // namespace spotdrill::drill
