#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cloudwatch/fixture.hpp"

namespace spotdrill::cloudwatch {
namespace {

TEST(ListMetrics, FiltersByNamespaceNameAndDimensions) {
  Fixture world;
  ASSERT_TRUE(world.put({.metric_name = "a", .dimensions = {{"x", "1"}, {"y", "2"}}, .value = 1}));
  ASSERT_TRUE(world.put({.metric_name = "b", .dimensions = {{"x", "2"}}, .value = 1}));
  const auto count = [&](const api::cloudwatch::ListMetricsInput& request) {
    return list_metrics(*world.cloudwatch, request)->metrics.size();
  };
  EXPECT_EQ(count({}), 2U);
  EXPECT_EQ(count({.namespace_ = "fisworkshop"}), 2U);
  EXPECT_EQ(count({.namespace_ = "other"}), 0U);
  EXPECT_EQ(count({.metric_name = "a"}), 1U);
  EXPECT_EQ(count({.dimensions = {{"x", {}}}}), 2U);
  EXPECT_EQ(count({.dimensions = {{"x", "2"}}}), 1U);
  EXPECT_EQ(count({.dimensions = {{"x", "1"}, {"y", "2"}}}), 1U);
  EXPECT_EQ(count({.dimensions = {{"z", {}}}}), 0U);
}

TEST(ListMetrics, LeavesOutWhatHadNoDataForTwoWeeks) {
  Fixture world;
  world.put(1);
  world.time.run_for(4h);
  EXPECT_EQ(list_metrics(*world.cloudwatch, {})->metrics.size(), 1U);
  EXPECT_EQ(list_metrics(*world.cloudwatch, {.recently_active = "PT3H"})->metrics.size(), 0U);
  world.time.run_for(14 * 24h);
  EXPECT_EQ(list_metrics(*world.cloudwatch, {})->metrics.size(), 0U);
}

TEST(ListMetrics, PagesOfFiveHundred) {
  Fixture world;
  for (int i = 0; i < 1001; ++i) {
    ASSERT_TRUE(world.put({.metric_name = fmt::format("m{}", i), .value = 1}));
  }
  api::cloudwatch::ListMetricsInput request{.namespace_ = "fisworkshop"};
  std::set<std::string> names;
  std::vector<std::size_t> sizes;
  do {
    const auto page = list_metrics(*world.cloudwatch, request);
    ASSERT_TRUE(page.has_value());
    for (const auto& metric : page->metrics) names.insert(*metric.metric_name);
    sizes.push_back(page->metrics.size());
    request.next_token = page->next_token;
  } while (request.next_token);
  EXPECT_EQ(names.size(), 1001U);
  EXPECT_THAT(sizes, testing::ElementsAre(500, 500, 1));
  request.next_token = "other";
  EXPECT_EQ(list_metrics(*world.cloudwatch, request).error().message,
            "Request parameter NextToken is invalid");
}

}  // namespace
}  // namespace spotdrill::cloudwatch
