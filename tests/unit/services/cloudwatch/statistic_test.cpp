#include "services/cloudwatch/statistic.hpp"

#include <gtest/gtest.h>

namespace spotdrill::cloudwatch {
namespace {

Aggregate one_to_hundred() {
  Aggregate aggregate;
  for (int i = 1; i <= 100; ++i) aggregate.merge(Aggregate::of(i));
  return aggregate;
}

double value(const char* name, const Aggregate& aggregate = one_to_hundred()) {
  return parse_statistic(name)->of(aggregate).value_or(-1);
}

TEST(Statistic, PercentilesAreReceivedValues) {
  EXPECT_EQ(value("p50"), 50);
  EXPECT_EQ(value("p99"), 99);
  EXPECT_EQ(value("p99.5"), 100);
  EXPECT_EQ(value("p0"), 1);
  EXPECT_EQ(value("p100"), 100);
}

TEST(Statistic, TrimmedStatisticsLeaveOutTheEnds) {
  EXPECT_EQ(value("tm90"), 45.5);
  EXPECT_EQ(value("TM(10%:90%)"), 50.5);
  EXPECT_EQ(value("TC(10%:90%)"), 80);
  EXPECT_EQ(value("ts(:10%)"), 55);
  EXPECT_EQ(value("IQM"), 50.5);
  EXPECT_EQ(value("WM(10%:90%)"), 50.5);
  EXPECT_EQ(value("TM(90:)"), 95.5);
  EXPECT_EQ(value("TC(0:10)"), 10);
  EXPECT_EQ(value("PR(:30)"), 30);
  EXPECT_EQ(value("PR(20:30)"), 10);
}

TEST(Statistic, WhatIsNoneIsNone) {
  for (const char* name : {"", "sum", "Mean", "p", "p101", "p-1", "px", "TM", "TM()", "TM(1:2%)",
                           "TM(9:1)", "PR(1%:2%)", "pr50", "TM(:)", "tm1e1"}) {
    EXPECT_FALSE(parse_statistic(name)) << name;
  }
}

TEST(Statistic, DistributionIsUnknownForStatisticSetsAndNegativeValues) {
  EXPECT_EQ(value("p50", Aggregate::summary(3, 6, 1, 3)), -1);
  EXPECT_EQ(value("p50", Aggregate::summary(3, 6, 2, 2)), 2);
  EXPECT_EQ(value("p50", Aggregate::of(-5)), -1);
  EXPECT_EQ(value("Average", Aggregate::of(-5)), -5);
}

}  // namespace
}  // namespace spotdrill::cloudwatch
