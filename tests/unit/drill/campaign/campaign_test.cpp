#include "drill/campaign/campaign.hpp"

#include <gmock/gmock.h>

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

// Goal: what a job takes from its command line or its environment can be swept too.
TEST(Sweep, VariesWordsOfTheCommandAndVariables) {
  Definition definition = terminated_half_way();
  definition.workload.command = {"train", "--every={every}", "{every}s", "{other}"};
  definition.workload.environment = {{"WORKERS", "4"}};
  const auto variants =
      sweep(definition, {*parse_axis("every=5,{every}{every}"), *parse_axis("WORKERS=1")});
  ASSERT_TRUE(variants.has_value()) << variants.error();
  EXPECT_THAT((*variants)[0].definition.workload.command,
              ElementsAre("train", "--every=5", "5s", "{other}"));
  EXPECT_EQ((*variants)[0].definition.workload.environment.at("WORKERS"), "1");
  EXPECT_EQ((*variants)[1].definition.workload.command[2], "{every}{every}s");
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

}  // namespace
}  // namespace spotdrill::drill
