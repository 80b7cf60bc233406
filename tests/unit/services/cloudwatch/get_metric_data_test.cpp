#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/cloudwatch/fixture.hpp"

namespace spotdrill::cloudwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string error(const auto& result) {
  return result.has_value() ? "" : result.error().code + ": " + result.error().message;
}

struct TwoMetrics : Fixture {
  TwoMetrics() {
    for (const double value : {1, 2, 4}) {
      ASSERT(put({.metric_name = "a", .value = value}).has_value());
      if (value != 2) ASSERT(put({.metric_name = "b", .value = value * 10}).has_value());
      time.run_for(1min);
    }
  }
  std::vector<double> math(const std::string& expression) {
    auto a = query("a1", "Sum", 60, "a");
    auto b = query("b1", "Sum", 60, "b");
    a.return_data = b.return_data = false;
    return values({a, b, Fixture::math("e1", expression)});
  }
  std::string refused(const std::string& expression) {
    return error(get({query("a1", "Sum", 60, "a"), Fixture::math("e1", expression)}));
  }
};

TEST(GetMetricData, NewestFirstUnlessAskedOtherwise) {
  Fixture world;
  for (const double value : {1, 2, 3}) {
    world.put(value);
    world.time.run_for(1min);
  }
  const auto output =
      get_metric_data(*world.cloudwatch, {.metric_data_queries = {Fixture::query("m", "Average")},
                                          .start_time = start,
                                          .end_time = start + 1h});
  ASSERT_EQ(output->metric_data_results.size(), 1U);
  const auto& result = output->metric_data_results[0];
  EXPECT_THAT(result.values, ElementsAre(3, 2, 1));
  EXPECT_THAT(result.timestamps, ElementsAre(start + 2min, start + 1min, start));
  EXPECT_EQ(result.status_code, "Complete");
  EXPECT_EQ(result.label, "unsaved");
  EXPECT_FALSE(output->next_token);
}

TEST(GetMetricData, LabelsSayInWhatTheQueriesDiffer) {
  Fixture world;
  world.put(1);
  const auto labels = [&](std::vector<api::cloudwatch::MetricDataQuery> queries) {
    std::vector<std::string> found;
    const auto output = world.get(std::move(queries));
    for (const auto& each : output->metric_data_results) {
      found.push_back(*each.label);
    }
    return found;
  };
  const auto query = [](const char* id, const char* stat, int period) {
    return Fixture::query(id, stat, period);
  };
  EXPECT_THAT(labels({query("a", "Sum", 60), query("b", "Minimum", 30)}),
              ElementsAre("unsaved Sum 60", "unsaved Minimum 30"));
  EXPECT_THAT(labels({query("a", "Sum", 60), query("b", "Minimum", 60)}),
              ElementsAre("unsaved Sum", "unsaved Minimum"));
  EXPECT_THAT(labels({query("a", "Sum", 60), query("b", "Sum", 30)}),
              ElementsAre("unsaved 60", "unsaved 30"));
  auto named = query("a", "Sum", 60);
  named.label = "mine";
  EXPECT_THAT(labels({named, Fixture::math("e1", "a*2")}), ElementsAre("mine", "e1"));
}

TEST(GetMetricData, SeveralUnitsAreSaid) {
  Fixture world;
  ASSERT_TRUE(world.put({.metric_name = "unsaved", .value = 60, .unit = "Seconds"}));
  ASSERT_TRUE(world.put({.metric_name = "unsaved", .value = 60000, .unit = "Milliseconds"}));
  const auto output = world.get({Fixture::query("m", "Sum")});
  const auto& result = output->metric_data_results[0];
  EXPECT_THAT(result.values, ElementsAre(60000));
  ASSERT_EQ(result.messages.size(), 1U);
  EXPECT_EQ(result.messages[0].code, "MultipleUnits");
  EXPECT_EQ(result.messages[0].value, "Multiple units returned: '[Milliseconds, Seconds]'");
  auto seconds = Fixture::query("m", "Sum");
  seconds.metric_stat->unit = "Seconds";
  EXPECT_THAT(world.values({seconds}), ElementsAre(60));
}

TEST(GetMetricData, FourOperationsAndParentheses) {
  TwoMetrics world;
  EXPECT_THAT(world.math("a1 * 2 + 1"), ElementsAre(3, 5, 9));
  EXPECT_THAT(world.math("(a1+1)*2"), ElementsAre(4, 6, 10));
  EXPECT_THAT(world.math("-a1 - -3"), ElementsAre(2, 1, -1));
  EXPECT_THAT(world.math("100 - b1/10"), ElementsAre(99, 96));
  EXPECT_THAT(world.math("2^a1"), ElementsAre(2, 4, 16));
  EXPECT_THAT(world.math("1.5e1 * a1"), ElementsAre(15, 30, 60));
  EXPECT_THAT(world.math("12/a1/2"), ElementsAre(6, 3, 1.5));
}

TEST(GetMetricData, APointThatOneSideLacksIsLeftOut) {
  TwoMetrics world;
  EXPECT_THAT(world.math("b1/a1"), ElementsAre(10, 10));
  EXPECT_THAT(world.math("a1/(a1-2)"), ElementsAre(-1, 2));
}

TEST(GetMetricData, FunctionsOverSeriesAndArrays) {
  TwoMetrics world;
  EXPECT_THAT(world.math("SUM(METRICS())"), ElementsAre(11, 2, 44));
  EXPECT_THAT(world.math("AVG([a1,b1])"), ElementsAre(5.5, 2, 22));
  EXPECT_THAT(world.math("MAX(METRICS('a'))"), ElementsAre(1, 2, 4));
  EXPECT_THAT(world.math("min([a1, b1])"), ElementsAre(1, 2, 4));
  EXPECT_THAT(world.math("a1 - MIN(a1) + SUM(a1)"), ElementsAre(7, 8, 10));
  EXPECT_THAT(world.math("ABS(a1 - 3)"), ElementsAre(2, 1, 1));
  EXPECT_THAT(world.math("DIFF(a1)"), ElementsAre(1, 2));
  EXPECT_THAT(world.math("RATE(a1) * PERIOD(a1)"), ElementsAre(1, 2));
  EXPECT_THAT(world.math("RUNNING_SUM(a1)"), ElementsAre(1, 3, 7));
}

// Of the table in the guide: what is compared is 1 or 0, for each point that both sides have.
TEST(GetMetricData, ComparisonsAndConditions) {
  TwoMetrics world;
  EXPECT_THAT(world.math("a1 > 1"), ElementsAre(0, 1, 1));
  EXPECT_THAT(world.math("a1 <= 2 "), ElementsAre(1, 1, 0));
  EXPECT_THAT(world.math("a1 != 2"), ElementsAre(1, 0, 1));
  EXPECT_THAT(world.math("1 + 1 == a1"), ElementsAre(0, 1, 0));
  EXPECT_THAT(world.math("b1 >= 10 * a1"), ElementsAre(1, 1));
  EXPECT_THAT(world.math("a1 == 1 || a1 > 2 && a1 < 4"), ElementsAre(1, 0, 0));
  EXPECT_THAT(world.math("a1 == 1 OR a1 > 2 AND a1 < 5"), ElementsAre(1, 0, 1));
  EXPECT_THAT(world.math("IF(a1 > 1, a1, 7)"), ElementsAre(7, 2, 4));
  EXPECT_THAT(world.math("IF(a1 > 1, a1)"), ElementsAre(2, 4));
  EXPECT_THAT(world.math("IF(a1, b1, a1)"), ElementsAre(10, 40));
  EXPECT_THAT(world.math("IF(0, a1, b1)"), ElementsAre(10, 40));
  EXPECT_THAT(world.math("IF(0, a1)"), IsEmpty());
}

TEST(GetMetricData, PeriodsWithoutDataAreFilled) {
  TwoMetrics world;
  EXPECT_THAT(world.math("FILL(b1, 0) + 0 * a1"), ElementsAre(10, 0, 40));
  EXPECT_THAT(world.math("FILL(b1, a1) + 0 * a1"), ElementsAre(10, 2, 40));
  EXPECT_THAT(world.math("FILL(b1, LINEAR)"), ElementsAre(10, 25, 40));
  EXPECT_THAT(world.math("FILL(b1, REPEAT)"), ElementsAre(10, 10, 40));
  EXPECT_THAT(world.math("FILL(b1, 7)"), SizeIs(60))
      << "also before the first, and no minute to come";
  EXPECT_THAT(world.math("FILL(METRICS('b'), LINEAR)"), ElementsAre(10, 25, 40));
  EXPECT_THAT(world.math("TIME_SERIES(5) * a1"), ElementsAre(5, 10, 20));
}

TEST(GetMetricData, PartsOfDates) {
  TwoMetrics world;  // From Friday, 2027-01-15T08:00:00Z.
  EXPECT_THAT(world.math("MINUTE(a1) + 0 * a1"), ElementsAre(0, 1, 2));
  EXPECT_THAT(world.math("HOUR(a1) + 0 * b1"), ElementsAre(8, 8));
  EXPECT_THAT(world.math("DAY(a1) * 100 + DATE(a1) + 0 * b1"), ElementsAre(515, 515));
  EXPECT_THAT(world.math("YEAR(a1) * 100 + MONTH(a1) + 0 * b1"), ElementsAre(202701, 202701));
  EXPECT_THAT(world.math("EPOCH(a1) - 1800000000 + 0 * a1"), ElementsAre(0, 60, 120));
  EXPECT_THAT(world.math("DIFF_TIME(b1)"), ElementsAre(120));
}

TEST(GetMetricData, SeriesAreChosenOutOfArrays) {
  TwoMetrics world;
  EXPECT_THAT(world.math("FIRST(SORT(METRICS(), SUM, DESC))"), ElementsAre(10, 40));
  EXPECT_THAT(world.math("LAST(SORT(METRICS(), MAX, DESC))"), ElementsAre(1, 2, 4));
  EXPECT_THAT(world.math("SORT([b1, a1], AVG, ASC, 1)"), ElementsAre(1, 2, 4));
  EXPECT_THAT(world.math("SLICE(METRICS(), 1)"), ElementsAre(10, 40));
  EXPECT_THAT(world.math("SLICE(METRICS(), 0, 1)"), ElementsAre(1, 2, 4));
  EXPECT_THAT(world.math("METRIC_COUNT(SLICE(METRICS(), 5)) + a1"), ElementsAre(1, 2, 4));
  EXPECT_THAT(world.math("METRIC_COUNT(REMOVE_EMPTY([a1, IF(0, b1)])) + 0 * a1"),
              ElementsAre(1, 1, 1));
  EXPECT_THAT(world.math("STDDEV([a1, a1 + 2])"), ElementsAre(1, 1, 1));
  EXPECT_THAT(world.math("SUM(b1) / DATAPOINT_COUNT(b1) + 0 * b1"), ElementsAre(25, 25));
}

TEST(GetMetricData, AnArrayGivesSeveralResults) {
  TwoMetrics world;
  const auto output =
      world.get({Fixture::query("a1", "Sum", 60, "a"), Fixture::query("b1", "Sum", 60, "b"),
                 Fixture::math("e1", "METRICS() * 2")});
  ASSERT_EQ(output->metric_data_results.size(), 4U);
  EXPECT_EQ(output->metric_data_results[3].id, "e1");
  EXPECT_EQ(output->metric_data_results[3].label, "b");
  EXPECT_THAT(output->metric_data_results[3].values, ElementsAre(20, 80));
}

TEST(GetMetricData, WhatIsNotThereIsRefusedByName) {
  TwoMetrics world;
  EXPECT_EQ(world.refused("SEARCH('{fisworkshop} unsaved', 'Sum')"),
            "ValidationError: Error in expression 'e1': The function SEARCH is not supported.\n");
  EXPECT_THAT(world.refused("LAMBDA('f', a1)"), HasSubstr("The function LAMBDA is not supported."));
  EXPECT_THAT(world.refused("FILL(a1)"), HasSubstr("FILL expects two arguments"));
  EXPECT_THAT(world.refused("FILL(a1, OFTEN)"), HasSubstr("FILL expects a number"));
  EXPECT_THAT(world.refused("IF(METRICS(), 1, 2)"), HasSubstr("no array"));
  EXPECT_THAT(world.refused("SUM(DESC)"), HasSubstr("SUM expects a value"));
  EXPECT_THAT(world.refused("SORT(METRICS(), SUM, UP)"), HasSubstr("ASC or DESC"));
  EXPECT_THAT(world.refused("SLICE(METRICS(), -1)"), HasSubstr("no negative position"));
  EXPECT_THAT(world.refused("FIRST(a1)"), HasSubstr("FIRST expects an array"));
  EXPECT_THAT(world.refused("a1 = 2"), HasSubstr("Syntax error at '= 2'."));
  EXPECT_THAT(world.refused("a1 +"), HasSubstr("Syntax error"));
  EXPECT_THAT(world.refused("a1 ) 2"), HasSubstr("Syntax error at ') 2'."));
  EXPECT_THAT(world.refused("zz * 2"), HasSubstr("Undefined identifier 'zz'."));
  EXPECT_THAT(world.refused("e1 * 2"), HasSubstr("depends on itself"));
  EXPECT_THAT(world.refused("SUM(a1)"), HasSubstr("must return a time series"));
  EXPECT_THAT(world.refused(std::string(1000, '(')), HasSubstr("too deep"));
  EXPECT_THAT(world.refused("METRICS()/METRICS()"),
              HasSubstr("Unsupported operand type(s) for /: '[Array[TimeSeries], "
                        "Array[TimeSeries]]'"));
  EXPECT_THAT(world.refused("[a1, 5]"), HasSubstr("holds time series only"));
}

TEST(GetMetricData, EveryMistakeIsNamed) {
  Fixture world;
  auto both = Fixture::query("Bad-Id", "Middle");
  both.expression = "1";
  both.period = 60;
  EXPECT_EQ(error(world.get({both, {.id = "empty"}, {.id = "empty", .expression = "empty"}})),
            "ValidationError: "
            "The value Bad-Id for parameter MetricDataQueries.member.1.Id is not matching the "
            "expected pattern ^[a-z][a-zA-Z0-9_]*$.\n"
            "The parameters MetricDataQueries.member.1.Expression and "
            "MetricDataQueries.member.1.MetricStat are mutually exclusive and you have specified "
            "both.\n"
            "The parameters MetricDataQueries.member.1.Period and "
            "MetricDataQueries.member.1.MetricStat are mutually exclusive and you have specified "
            "both.\n"
            "The value Middle for parameter MetricDataQueries.member.1.MetricStat.Stat is not a "
            "valid statistic.\n"
            "The parameter MetricDataQueries.member.2.MetricStat is required.\n"
            "The values for parameter id in MetricDataQueries are not unique.\n");
}

// Goal: pages carry every point once, in order, and say which results go on.
TEST(GetMetricData, PagesCarryEveryPointOnce) {
  Fixture world;
  for (int minute = 0; minute < 5; ++minute) {
    world.put(minute);
    world.time.run_for(1min);
  }
  api::cloudwatch::GetMetricDataInput request{
      .metric_data_queries = {Fixture::query("m1", "Sum"), Fixture::math("m2", "m1*10")},
      .start_time = start,
      .end_time = start + 1h,
      .scan_by = "TimestampAscending",
      .max_datapoints = 3};
  std::map<std::string, std::vector<double>> seen;
  std::vector<std::string> states;
  do {
    const auto page = get_metric_data(*world.cloudwatch, request);
    ASSERT_TRUE(page.has_value());
    for (const auto& each : page->metric_data_results) {
      seen[*each.id].insert(seen[*each.id].end(), each.values.begin(), each.values.end());
      states.push_back(*each.id + " " + *each.status_code);
    }
    request.next_token = page->next_token;
  } while (request.next_token);
  EXPECT_THAT(seen["m1"], ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(seen["m2"], ElementsAre(0, 10, 20, 30, 40));
  EXPECT_THAT(states, ElementsAre("m1 PartialData", "m1 Complete", "m2 PartialData",
                                  "m2 PartialData", "m2 Complete"));
  request.next_token = "bm9uc2Vuc2U=";
  EXPECT_THAT(error(get_metric_data(*world.cloudwatch, request)), HasSubstr("InvalidNextToken"));
}

TEST(GetMetricData, MetricsWithDimensionsAreOtherMetrics) {
  Fixture world;
  ASSERT_TRUE(world.put({.metric_name = "unsaved", .dimensions = {{"foo", "bar"}}, .value = 1}));
  EXPECT_THAT(world.values({Fixture::query("m", "Sum")}), IsEmpty());
}

}  // namespace
}  // namespace spotdrill::cloudwatch
