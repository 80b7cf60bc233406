#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cloudwatch/fixture.hpp"

namespace spotdrill::cloudwatch {
namespace {

using testing::ElementsAre;

TEST(GetMetricStatistics, PeriodsBeginAtTheRoundedStart) {
  Fixture world;
  for (int minute = 0; minute < 10; ++minute) {
    world.put(minute);
    world.time.run_for(1min);
  }
  const auto output = get_metric_statistics(*world.cloudwatch, {.namespace_ = "fisworkshop",
                                                                .metric_name = "unsaved",
                                                                .start_time = start + 90s,
                                                                .end_time = start + 9min,
                                                                .period = 300,
                                                                .statistics = {"Sum"}});
  ASSERT_TRUE(output.has_value());
  ASSERT_EQ(output->datapoints.size(), 2U);
  EXPECT_EQ(output->datapoints[0].timestamp, start + 1min);
  EXPECT_EQ(output->datapoints[0].sum, 1 + 2 + 3 + 4 + 5);
  EXPECT_EQ(output->datapoints[1].timestamp, start + 6min);
  EXPECT_EQ(output->datapoints[1].sum, 6 + 7 + 8);
  EXPECT_EQ(output->label, "unsaved");
}

TEST(GetMetricStatistics, UnitsStayApart) {
  Fixture world;
  ASSERT_TRUE(world.put({.metric_name = "unsaved", .value = 1, .unit = "Seconds"}));
  ASSERT_TRUE(world.put({.metric_name = "unsaved", .value = 5, .unit = "Count"}));
  const auto output = world.statistics({"Average"});
  ASSERT_EQ(output->datapoints.size(), 2U);
  EXPECT_EQ(output->datapoints[0].unit, "Seconds");
  EXPECT_EQ(output->datapoints[1].unit, "Count");
}

TEST(GetMetricStatistics, UnknownMetricHasNoDatapoints) {
  Fixture world;
  const auto output = world.statistics({"Sum"});
  ASSERT_TRUE(output.has_value());
  EXPECT_TRUE(output->datapoints.empty());
}

TEST(GetMetricStatistics, RefusalsAreAws) {
  Fixture world;
  const auto ask = [&](Instant from, Instant to, std::int32_t period,
                       std::vector<std::string> names) {
    const auto result = get_metric_statistics(*world.cloudwatch, {.namespace_ = "n",
                                                                  .metric_name = "m",
                                                                  .start_time = from,
                                                                  .end_time = to,
                                                                  .period = period,
                                                                  .statistics = std::move(names)});
    return result.has_value() ? std::string{} : result.error().code + ": " + result.error().message;
  };
  EXPECT_EQ(
      ask(start, start - 1s, 60, {"Sum"}),
      "InvalidParameterValue: The parameter StartTime must be less than the parameter EndTime.");
  EXPECT_EQ(ask(start, start, 60, {"Sum"}),
            "InvalidParameterValue: The parameter StartTime must not equal parameter EndTime.");
  EXPECT_EQ(
      ask(start - 24h, start, 1, {"Sum"}),
      "InvalidParameterCombination: You have requested up to 86400 datapoints, which exceeds the "
      "limit of 1440. You may reduce the datapoints requested by increasing Period, or "
      "decreasing the time range.");
  EXPECT_EQ(ask(start - 24h, start, 60, {"Sum"}), "");
  EXPECT_EQ(ask(start - 1h, start, 60, {}),
            "InvalidParameterCombination: Must specify either Statistics or ExtendedStatistics");
  EXPECT_NE(ask(start - 1h, start, 61, {"Sum"}), "");
}

// Goal: a drill can look by the second, whatever resolution a job stored with.
TEST(GetMetricStatistics, EveryMetricCanBeReadByTheSecond) {
  Fixture world;
  world.put(1);
  world.time.run_for(1s);
  world.put(2);
  const auto output = get_metric_statistics(*world.cloudwatch, {.namespace_ = "fisworkshop",
                                                                .metric_name = "unsaved",
                                                                .start_time = start,
                                                                .end_time = start + 10s,
                                                                .period = 1,
                                                                .statistics = {"Maximum"}});
  ASSERT_EQ(output->datapoints.size(), 2U);
  EXPECT_EQ(output->datapoints[1].timestamp, start + 1s);
  EXPECT_EQ(output->datapoints[1].maximum, 2);
}

}  // namespace
}  // namespace spotdrill::cloudwatch
