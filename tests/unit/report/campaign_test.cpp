#include "report/campaign.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace spotdrill::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Campaign of_losses(const std::vector<double>& losses) {
  Campaign campaign{.format = 1,
                    .drill = "golden",
                    .campaign = "run-1",
                    .kind = "repeat",
                    .seed = 7,
                    .command = "spotdrill run golden.yaml --repeat 4",
                    .version = "0.0.0",
                    .finished = true};
  for (const double lost : losses) {
    campaign.trials.push_back({.label = fmt::format("at {}%", lost),
                               .run = "001",
                               .outcome = lost > 5 ? "failed" : "passed",
                               .completed = true,
                               .lost_percent = lost,
                               .lost_seconds = lost * 3,
                               .took_seconds = 100 + lost,
                               .progress = 50,
                               .interrupted = true,
                               .command = "spotdrill run golden.yaml --terminate-at 50%"});
  }
  sum_up(campaign);
  return campaign;
}

TEST(Campaign, PercentilesAreValuesThatWereSeen) {
  const Campaign campaign = of_losses({1, 2, 3, 4, 5, 6, 7, 8, 9, 100});
  const auto& lost = campaign.distributions.at(0);
  EXPECT_EQ(lost.median, 5);
  EXPECT_EQ(lost.p90, 9);
  EXPECT_EQ(lost.p99, 100);
  EXPECT_EQ(lost.greatest, 100);
  EXPECT_EQ(campaign.worst, 9);
  EXPECT_THAT(to_text(campaign), HasSubstr("5 of 10 passed"));
  EXPECT_THAT(to_text(campaign), HasSubstr("--terminate-at 50%"));
}

TEST(Campaign, WorkThatIsNeverDoneIsTheWorst) {
  Campaign campaign = of_losses({40, 2});
  campaign.trials[1].completed = false;
  sum_up(campaign);
  EXPECT_EQ(campaign.worst, 1);
  for (Trial& trial : campaign.trials) trial.interrupted = false;
  sum_up(campaign);
  EXPECT_THAT(to_text(campaign), HasSubstr("No trial was interrupted"));
  campaign.trials.clear();
  sum_up(campaign);
  EXPECT_EQ(campaign.worst, std::nullopt);
  EXPECT_THAT(to_html(campaign), HasSubstr("0 of 0 passed"));
}

TEST(Campaign, IsOnlyReadInItsFormat) {
  const Campaign campaign = of_losses({1, 2});
  const std::string json = to_json(campaign);
  EXPECT_EQ(to_json(*read_campaign(json)), json);
  const auto changed = [&](const std::string& what, const std::string& to) {
    std::string other = json;
    return other.replace(other.find(what), what.size(), to);
  };
  EXPECT_EQ(read_campaign(changed("\"format\":1", "\"format\":2")).error(),
            "it is no campaign of format 1, which is what this spotdrill reads");
  EXPECT_THAT(read_campaign(changed("\"worst\":1", "\"worst\":2")).error(), HasSubstr("worst"));
  EXPECT_THAT(read_campaign(json.substr(0, 40)).error(), HasSubstr("cut short"));
}

// Goal: CI shows each trial, and none as passed that could not be judged.
TEST(Campaign, IsATestSuite) {
  Campaign campaign = of_losses({1, 9, 2});
  campaign.trials[2].outcome = "could not run";
  campaign.trials[0].label = "<at>";
  std::string xml = to_junit(campaign);
  EXPECT_THAT(xml, HasSubstr("tests=\"3\" failures=\"1\" errors=\"1\""));
  EXPECT_THAT(xml, HasSubstr("name=\"001 &lt;at&gt;\""));
  EXPECT_THAT(xml, HasSubstr("<failure message=\"lost 9 %, 27s of work; failed\" type=\"trial\">"));
  EXPECT_THAT(xml, HasSubstr("  spotdrill run golden.yaml --terminate-at 50%"));
  campaign.finished = false;
  campaign.failure = "interrupted";
  xml = to_junit(campaign);
  EXPECT_THAT(xml, HasSubstr("the campaign runs to its end"));
  EXPECT_THAT(xml, HasSubstr("tests=\"4\" failures=\"1\" errors=\"2\""));
}

TEST(Campaign, IsASummaryForAPullRequest) {
  Campaign campaign = of_losses({1, 9});
  campaign.trials[0].label = "a|b @team";
  std::string text = to_markdown(campaign);
  EXPECT_THAT(text, HasSubstr("### ❌ Campaign <code>golden</code>: 1 of 2 passed"));
  EXPECT_THAT(text, HasSubstr("| work lost | 1 % | 1 % | 9 % | 9 % | 9 % |"));
  EXPECT_THAT(text, HasSubstr("| ✅ | 001 <code>a&#124;b @<!-- -->team</code> | lost 1 %"));
  EXPECT_THAT(text, HasSubstr("```sh\nspotdrill run golden.yaml --terminate-at 50%\n```"));
  campaign.axes = {{"notice", {"0s", "30s"}}, {"at", {"10%"}}};
  campaign.trials[0].coordinates = {0, 0};
  campaign.trials[1].coordinates = {1, 0};
  text = to_markdown(campaign);
  EXPECT_THAT(text, HasSubstr("| notice \\ at | <code>10%</code> |\n| --- | --: |\n"
                              "| <code>0s</code> | ✅ 1 % |\n| <code>30s</code> | ❌ 9 % |\n"));
  campaign.trials.resize(2'000, campaign.trials[0]);
  campaign.axes.clear();
  text = to_markdown(campaign);
  EXPECT_LE(text.size(), 65'000U);
  EXPECT_THAT(text, HasSubstr("There is more of it"));
}

TEST(Campaign, TwoAxesAreAHeatMap) {
  Campaign campaign = of_losses({0, 10, 20, 30});
  campaign.kind = "sweep";
  campaign.axes = {{"notice", {"0s", "<b>"}}, {"checkpoint", {"1", "9"}}};
  for (std::size_t i = 0; i < 4; ++i) {
    campaign.trials[i].coordinates = {static_cast<std::int64_t>(i / 2),
                                      static_cast<std::int64_t>(i % 2)};
  }
  const std::string page = to_html(campaign);
  EXPECT_THAT(page, HasSubstr("Work lost, notice by checkpoint"));
  EXPECT_THAT(page, HasSubstr("var(--lost) 50%,var(--bg))\">30 %"));
  EXPECT_THAT(page, HasSubstr("<th>&lt;b&gt;</th>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace spotdrill::report
