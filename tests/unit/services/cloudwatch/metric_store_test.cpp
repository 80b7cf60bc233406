#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cloudwatch/fixture.hpp"

namespace spotdrill::cloudwatch {
namespace {

using testing::ElementsAre;

// Goal: a restart loses nothing, and what it brings back is the same to the last bit.
TEST(MetricStore, SurvivesARestart) {
  Fixture world;
  for (const double value : {0.1, 0.2, 1e-7, 12345.678901234567}) world.put(value);
  ASSERT_TRUE(world.put({.metric_name = "m",
                         .dimensions = {{"InstanceId", "i-1"}},
                         .statistic_values = api::cloudwatch::StatisticSet{3, 6, 1, 3}}));
  const auto before =
      world.statistics({"Sum", "SampleCount", "Minimum", "Maximum"}, {"p50", "p75"});
  world.restart();
  const auto after = world.statistics({"Sum", "SampleCount", "Minimum", "Maximum"}, {"p50", "p75"});
  EXPECT_EQ(before->datapoints, after->datapoints);
  EXPECT_EQ(world.cloudwatch->metrics.all().size(), 2U);
  world.put(1);
  EXPECT_EQ(world.statistics({"SampleCount"})->datapoints[0].sample_count, 5);
}

// Goal: one value costs one small row, however long the series.
TEST(MetricStore, OneValueRewritesOneSmallRow) {
  Fixture world;
  for (int second = 0; second < 1000; ++second) {
    world.put(second);
    world.time.run_for(1s);
  }
  world.store.commit();
  std::size_t largest = 0;
  const auto rows = world.store.load("cloudwatch.slots", "us-east-1");
  for (const Row& row : rows) largest = std::max(largest, row.value.size());
  EXPECT_EQ(rows.size(), 50U);
  EXPECT_LT(largest, 1000U);
}

TEST(MetricStore, DataIsJoinedAsItAgesAndDroppedAtLast) {
  Fixture world;
  world.put(1);
  world.time.run_for(10s);
  world.put(3);
  const auto slots = [&](std::size_t resolution) {
    world.cloudwatch->metrics.age(world.time.now());
    const auto& all = world.cloudwatch->metrics.all();
    return all.empty() ? 0 : all.begin()->second.slots[resolution].size();
  };
  EXPECT_EQ(slots(0), 2U);
  world.time.run_for(4h);
  EXPECT_EQ(slots(0), 0U);
  EXPECT_EQ(slots(1), 1U);
  world.time.run_for(16 * 24h);
  EXPECT_EQ(slots(2), 1U);
  world.time.run_for(64 * 24h);
  EXPECT_EQ(slots(3), 1U);
  EXPECT_EQ(
      world.cloudwatch->metrics.all().begin()->second.slots[3].begin()->second[0].aggregate.sum, 4);
  world.time.run_for(455 * 24h);
  EXPECT_TRUE((slots(3), world.cloudwatch->metrics.all().empty()));
  world.restart();
  EXPECT_TRUE(world.cloudwatch->metrics.all().empty());
  EXPECT_TRUE(world.store.load("cloudwatch.slots", "us-east-1").empty());
}

TEST(MetricStore, ResetForgetsEverything) {
  Fixture world;
  world.put(1);
  world.store.commit();
  world.store.clear();
  EXPECT_TRUE(world.cloudwatch->metrics.all().empty());
  world.put(2);
  EXPECT_THAT(world.values({Fixture::query("m", "Sum")}), ElementsAre(2));
}

TEST(Aggregate, KeepsABoundedNumberOfValues) {
  Aggregate aggregate;
  for (int i = 0; i < 100'000; ++i) {
    aggregate.merge(Aggregate::of(i * 0.37 + 1));
    aggregate.bound();
  }
  EXPECT_LE(aggregate.values.size(), distinct_values_max);
  EXPECT_EQ(aggregate.count, 100'000);
  double counted = 0;
  for (const auto& each : aggregate.values) counted += each.count;
  EXPECT_EQ(counted, 100'000);
}

}  // namespace
}  // namespace spotdrill::cloudwatch
