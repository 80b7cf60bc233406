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
  EXPECT_THAT(to_text(campaign), HasSubstr("5 passed, 5 did not"));
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
  EXPECT_THAT(page, HasSubstr("var(--lost) 70%,transparent)\">30 %"));
  EXPECT_THAT(page, HasSubstr("<th>&lt;b&gt;</th>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace spotdrill::report
