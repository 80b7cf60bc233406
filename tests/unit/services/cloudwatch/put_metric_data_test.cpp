#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "services/cloudwatch/fixture.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::MetricDatum;
using testing::ElementsAre;

std::string code(const auto& result) {
  return result.has_value() ? "" : result.error().code;
}
std::string message(const auto& result) {
  return result.has_value() ? "" : result.error().message;
}

TEST(PutMetricData, AValueCanBeReadAtOnce) {
  Fixture world;
  world.put(42);
  EXPECT_THAT(world.values({Fixture::query("m", "Average")}), ElementsAre(42));
}

TEST(PutMetricData, ValuesWithCountsAndStatisticSetsAddUp) {
  Fixture world;
  ASSERT_TRUE(world.put({.metric_name = "unsaved", .values = {1, 10}, .counts = {2, 3}}));
  ASSERT_TRUE(world.put({.metric_name = "unsaved",
                         .statistic_values = api::cloudwatch::StatisticSet{10, 55, 0.5, 20}}));
  const auto output = world.statistics({"SampleCount", "Sum", "Minimum", "Maximum", "Average"});
  ASSERT_EQ(output->datapoints.size(), 1U);
  const auto& datapoint = output->datapoints[0];
  EXPECT_EQ(datapoint.sample_count, 15);
  EXPECT_EQ(datapoint.sum, 87);
  EXPECT_EQ(datapoint.minimum, 0.5);
  EXPECT_EQ(datapoint.maximum, 20);
  EXPECT_EQ(datapoint.average, 87.0 / 15);
  EXPECT_EQ(datapoint.unit, "None");
}

TEST(PutMetricData, DimensionsInAnotherOrderAreTheSameMetric) {
  Fixture world;
  ASSERT_TRUE(world.put({.metric_name = "m", .dimensions = {{"a", "1"}, {"b", "2"}}, .value = 1}));
  ASSERT_TRUE(world.put({.metric_name = "m", .dimensions = {{"b", "2"}, {"a", "1"}}, .value = 1}));
  EXPECT_EQ(world.cloudwatch->metrics.all().size(), 1U);
}

TEST(PutMetricData, EntityMetricDataCounts) {
  Fixture world;
  const auto result = put_metric_data(
      *world.cloudwatch,
      {.namespace_ = "fisworkshop",
       .entity_metric_data = {{.metric_data = {{.metric_name = "unsaved", .value = 3}}}}});
  ASSERT_TRUE(result.has_value());
  EXPECT_THAT(world.values({Fixture::query("m", "Sum")}), ElementsAre(3));
}

TEST(PutMetricData, ReservedNamespaceIsRefused) {
  Fixture world;
  const auto result =
      put_metric_data(*world.cloudwatch,
                      {.namespace_ = "AWS/EC2", .metric_data = {{.metric_name = "m", .value = 1}}});
  EXPECT_EQ(code(result), "InvalidParameterValue");
  EXPECT_EQ(message(result), "The value AWS/ for parameter Namespace is invalid.");
}

TEST(PutMetricData, NoDataAndTooMuchDataAreRefused) {
  Fixture world;
  const auto none = put_metric_data(*world.cloudwatch, {.namespace_ = "n"});
  EXPECT_EQ(code(none), "MissingParameter");
  EXPECT_EQ(message(none), "The parameter MetricData is required.");
  const auto many = put_metric_data(
      *world.cloudwatch,
      {.namespace_ = "n",
       .metric_data = std::vector<MetricDatum>(1001, {.metric_name = "m", .value = 1})});
  EXPECT_EQ(code(many), "InvalidParameterValue");
  EXPECT_EQ(message(many), "The collection MetricData must not have a size greater than 1000.");
}

TEST(PutMetricData, ValuesThatCannotBeKeptAreRefused) {
  Fixture world;
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(message(world.put({.metric_name = "m", .value = std::nan("")})),
            "The value NaN for parameter MetricData.member.1.Value is invalid.");
  EXPECT_EQ(message(world.put({.metric_name = "m", .value = -infinity})),
            "The value -Infinity for parameter MetricData.member.1.Value is invalid.");
  EXPECT_EQ(code(world.put({.metric_name = "m", .value = 1e109})), "InvalidParameterValue");
  EXPECT_TRUE(world.put({.metric_name = "m", .value = 1e108}));
  EXPECT_EQ(message(world.put({.metric_name = "m", .values = std::vector<double>(151, 1)})),
            "The collection MetricData.member.1.Values must not have a size greater than 150.");
  EXPECT_EQ(
      message(world.put({.metric_name = "m", .values = {1, 2}, .counts = {1}})),
      "The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the "
      "same size.");
}

TEST(PutMetricData, ContradictionsAreRefused) {
  Fixture world;
  const api::cloudwatch::StatisticSet set{1, 1, 1, 1};
  const auto values = world.put({.metric_name = "m", .value = 1, .values = {1}});
  EXPECT_EQ(code(values), "InvalidParameterCombination");
  EXPECT_EQ(message(values),
            "The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually "
            "exclusive and you have specified both.");
  const auto sets = world.put({.metric_name = "m", .value = 1, .statistic_values = set});
  EXPECT_EQ(code(sets), "InvalidParameterCombination");
  EXPECT_TRUE(world.put({.metric_name = "m", .statistic_values = set, .values = {1}}));
  EXPECT_EQ(code(world.put({.metric_name = "m"})), "MissingParameter");
  EXPECT_EQ(message(world.put({.metric_name = "m",
                               .statistic_values = api::cloudwatch::StatisticSet{1, 1, 2, 1}})),
            "The parameter MetricData.member.1.StatisticValues.Maximum must be greater than "
            "MetricData.member.1.StatisticValues.Minimum.");
  EXPECT_EQ(
      message(world.put({.metric_name = "m", .dimensions = {{"a", "1"}, {"a", "2"}}, .value = 1})),
      "No Metric may specify the same dimension twice.");
  EXPECT_EQ(code(world.put({.metric_name = "m", .value = 1, .storage_resolution = 30})),
            "InvalidParameterValue");
}

TEST(PutMetricData, TimestampsReachTwoWeeksBackAndTwoHoursAhead) {
  Fixture world;
  const auto at = [&](Instant when) {
    return world.put({.metric_name = "m", .timestamp = when, .value = 1});
  };
  EXPECT_TRUE(at(start - 14 * 24h));
  EXPECT_TRUE(at(start + 2h));
  EXPECT_EQ(message(at(start - 14 * 24h - 1s)),
            "The parameter MetricData.member.1.Timestamp must specify a time within the past two "
            "weeks.");
  EXPECT_EQ(code(at(start + 2h + 1s)), "InvalidParameterValue");
}

// Goal: one wrong datum refuses the call, and every wrong one is named on a line of its own.
TEST(PutMetricData, OneWrongDatumRefusesTheWholeCall) {
  Fixture world;
  const auto result = put_metric_data(
      *world.cloudwatch, {.namespace_ = "n",
                          .metric_data = {{.metric_name = "good", .value = 1},
                                          {.metric_name = "bad", .value = std::nan("")},
                                          {.metric_name = "worse", .value = std::nan("")}}});
  EXPECT_EQ(message(result),
            "The value NaN for parameter MetricData.member.2.Value is invalid.\n"
            "The value NaN for parameter MetricData.member.3.Value is invalid.");
  EXPECT_TRUE(world.cloudwatch->metrics.all().empty());
}

}  // namespace
}  // namespace spotdrill::cloudwatch
