// Alarms: what state they are in, when they are looked at, what they do.
#include <gmock/gmock.h>

#include "services/cloudwatch/alarms/rule.hpp"
#include "services/cloudwatch/errors.hpp"
#include "services/cloudwatch/fixture.hpp"

namespace spotdrill::cloudwatch {
namespace {

using api::cloudwatch::PutMetricAlarmInput;
using testing::ElementsAre;
using testing::HasSubstr;

api::cloudwatch::MetricAlarm alarm_of(int to_alarm, int periods, std::string treat) {
  api::cloudwatch::MetricAlarm alarm;
  alarm.evaluation_periods = periods;
  alarm.datapoints_to_alarm = to_alarm;
  alarm.threshold = 10;
  alarm.comparison_operator = "GreaterThanThreshold";
  alarm.treat_missing_data = std::move(treat);
  return alarm;
}

/// "0 - X - X": in the range from old to new; X is beyond the threshold.
EvaluationRange points_of(std::string_view text) {
  EvaluationRange range{.end = 6000, .period = 60, .points = {}};
  std::int64_t begin = range.end;
  for (auto each = text.rbegin(); each != text.rend(); ++each) {
    if (*each == ' ') continue;
    begin -= range.period;
    if (*each != '-') range.points.push_back({begin, *each == 'X' ? 11.0 : 0.0});
  }
  return range;
}

std::string states_of(int to_alarm, int periods, std::string_view points) {
  std::string states;
  for (const char* treat : {"missing", "ignore", "breaching", "notBreaching"}) {
    const auto evaluated = evaluate_alarm(alarm_of(to_alarm, periods, treat), points_of(points));
    states += states.empty() ? "" : " ";
    states += evaluated ? evaluated->state : "retain";
  }
  return states;
}

// Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", its
// tables.
TEST(AlarmEvaluation, FollowsTheGuidesTables) {
  EXPECT_EQ(states_of(3, 3, "0 - X - X"), "OK OK OK OK");
  EXPECT_EQ(states_of(3, 3, "- - - - 0"), "OK OK OK OK");
  EXPECT_EQ(states_of(3, 3, "- - - - -"), "INSUFFICIENT_DATA retain ALARM OK");
  EXPECT_EQ(states_of(3, 3, "0 X X - X"), "ALARM ALARM ALARM ALARM");
  EXPECT_EQ(states_of(3, 3, "- - X - -"), "ALARM retain ALARM OK");
  EXPECT_EQ(states_of(2, 3, "0 - X - X"), "ALARM ALARM ALARM ALARM");
  EXPECT_EQ(states_of(2, 3, "0 0 X 0 X"), "ALARM ALARM ALARM ALARM");
  EXPECT_EQ(states_of(2, 3, "0 - X - -"), "OK OK ALARM OK");
  EXPECT_EQ(states_of(2, 3, "- - - - 0"), "OK OK ALARM OK");
  EXPECT_EQ(states_of(2, 3, "- - - X -"), "ALARM retain ALARM OK");
}

TEST(AlarmRules, AreReadAndHold) {
  const auto holds = [](std::string_view text) {
    const auto rule = AlarmRule::parse(text);
    if (!rule.has_value()) return rule.error();
    return std::string{rule->holds([](const std::string& name) {
      return std::string{name == "a" ? "ALARM" : "OK"};
    })
                           ? "true"
                           : "false"};
  };
  EXPECT_EQ(holds("ALARM(a) AND NOT ALARM(b)"), "true");
  EXPECT_EQ(holds("ALARM(b) OR OK(\"b\") AND FALSE"), "false");
  EXPECT_EQ(holds("(ALARM(b) OR OK(b)) AND TRUE"), "true");
  EXPECT_EQ(holds("ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:a)"), "true");
  EXPECT_EQ(holds("ALARM(a"), "')' was expected");
  EXPECT_EQ(holds("ALARM(a) ALARM(b)"), "unexpected 'ALARM(b)'");
  EXPECT_EQ(holds(""), "it ends where an alarm's state was expected");
  EXPECT_EQ(holds(std::string(100, '(')), "it is nested too deeply");
  EXPECT_THAT(holds("AT_LEAST(1, ALARM, (a, b))"), HasSubstr("AT_LEAST"));
}

/// One alarm, "high": the metric "unsaved" above 30 in one minute.
struct AlarmFixture : testing::Test, Fixture {
  AlarmFixture() {
    cloudwatch = std::make_unique<CloudWatch>(
        world, Place{"123456789012", "us-east-1"},
        [this](const std::string& action, const AlarmNotice& notice) -> Result<void, std::string> {
          actions.push_back(action + " " + notice.old_state + " " +
                            notice.alarm.alarm.state_value.value_or(""));
          return {};
        });
    ASSERT(put_metric_alarm(*cloudwatch, high()).has_value());
  }

  static PutMetricAlarmInput high() {
    PutMetricAlarmInput request;
    request.alarm_name = "high";
    request.metric_name = "unsaved";
    request.namespace_ = "fisworkshop";
    request.statistic = "Maximum";
    request.period = 60;
    request.evaluation_periods = 1;
    request.threshold = 30;
    request.comparison_operator = "GreaterThanThreshold";
    request.alarm_actions = {"arn:aws:sns:us-east-1:123456789012:told"};
    return request;
  }

  std::string refused(PutMetricAlarmInput request) {
    const auto put = put_metric_alarm(*cloudwatch, request);
    return put.has_value() ? "" : put.error().code + ": " + put.error().message;
  }

  /// Units: since the start.
  void run_until(Duration since) { time.run_for(start + since - time.now()); }

  std::string state(const std::string& name = "high") {
    return cloudwatch->alarms.find(name)->alarm.state_value.value_or("");
  }

  std::vector<std::string> actions;
};

TEST_F(AlarmFixture, TheWholeMinuteDecidesAndTheActionComesOnce) {
  EXPECT_EQ(state(), "INSUFFICIENT_DATA");
  run_until(30s);
  put(31);
  run_until(59s);
  EXPECT_EQ(state(), "INSUFFICIENT_DATA") << "the minute is not over";
  run_until(60s);
  EXPECT_EQ(state(), "ALARM");
  EXPECT_EQ(cloudwatch->alarms.find("high")->alarm.state_reason,
            "Threshold Crossed: 1 out of the last 1 datapoint [31.0 (15/01/27 08:00:00)] was "
            "greater than the threshold (30.0) (minimum 1 datapoint for OK -> ALARM transition).");
  put(32);
  run_until(130s);
  EXPECT_THAT(actions, ElementsAre("arn:aws:sns:us-east-1:123456789012:told INSUFFICIENT_DATA "
                                   "ALARM"));
}

TEST_F(AlarmFixture, ADisabledActionIsNotDone) {
  ASSERT_TRUE(disable_alarm_actions(*cloudwatch, {.alarm_names = {"high"}}).has_value());
  put(31);
  run_until(60s);
  EXPECT_EQ(state(), "ALARM");
  EXPECT_THAT(actions, testing::IsEmpty());
}

TEST_F(AlarmFixture, AlarmsGoOnAfterARestart) {
  put(31);
  restart();
  run_until(60s);
  EXPECT_EQ(state(), "ALARM");
}

TEST_F(AlarmFixture, MetricMathIsWatched) {
  PutMetricAlarmInput request = high();
  request.alarm_name = "half";
  request.metric_name = request.namespace_ = request.statistic = std::nullopt;
  request.period = std::nullopt;
  request.metrics = {query("m", "Maximum"), math("e", "m / 2")};
  request.metrics[0].return_data = false;
  request.threshold = 15;
  ASSERT_EQ(refused(request), "");
  put(31);
  run_until(60s);
  EXPECT_EQ(state("half"), "ALARM");
}

TEST_F(AlarmFixture, ACompositeAlarmFollowsAndACycleEnds) {
  api::cloudwatch::PutCompositeAlarmInput all;
  all.alarm_name = "all";
  all.alarm_rule = "ALARM(high)";
  ASSERT_TRUE(put_composite_alarm(*cloudwatch, all).has_value());
  EXPECT_EQ(state("all"), "OK");
  EXPECT_FALSE(delete_alarms(*cloudwatch, {.alarm_names = {"high"}}).has_value());
  ASSERT_TRUE(set_alarm_state(*cloudwatch, {"high", "ALARM", "by hand", {}}).has_value());
  EXPECT_EQ(state("all"), "ALARM");
  all.alarm_rule = "NOT ALARM(all)";
  ASSERT_TRUE(put_composite_alarm(*cloudwatch, all).has_value());
}

// Goal: a composite alarm sees all of one look, not the half of it.
// Method: two alarms that change places in the same minute, of which one is in ALARM always.
TEST_F(AlarmFixture, ACompositeAlarmDoesNotFlipWithinALook) {
  PutMetricAlarmInput low = high();
  low.alarm_name = "low";
  low.comparison_operator = "LessThanOrEqualToThreshold";
  ASSERT_EQ(refused(low), "");
  put(31);
  run_until(60s);
  api::cloudwatch::PutCompositeAlarmInput either;
  either.alarm_name = "either";
  either.alarm_rule = "ALARM(high) OR ALARM(low)";
  either.ok_actions = {"arn:aws:sns:us-east-1:123456789012:told"};
  ASSERT_TRUE(put_composite_alarm(*cloudwatch, either).has_value());
  ASSERT_EQ(state("either"), "ALARM");
  actions.clear();
  put(1);
  run_until(120s);
  EXPECT_EQ(state("low"), "ALARM");
  EXPECT_EQ(state("either"), "ALARM");
  EXPECT_THAT(actions, testing::Each(HasSubstr("ALARM")));
  EXPECT_EQ(actions.size(), 1U);  // Of "low".
}

TEST_F(AlarmFixture, WhatIsNotHereIsRefusedByItsName) {
  PutMetricAlarmInput request = high();
  request.alarm_actions = {"arn:aws:lambda:us-east-1:123456789012:function:f"};
  EXPECT_THAT(refused(request), HasSubstr("NotImplemented: spotdrill does not have the alarm "
                                          "action arn:aws:lambda"));
  request.alarm_actions = {"arn:aws:automate:us-east-1:ec2:stop"};
  EXPECT_THAT(refused(request), HasSubstr("InstanceId"));
  request = high();
  request.datapoints_to_alarm = 2;
  EXPECT_EQ(refused(request),
            "ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  request = high();
  request.period = 45;
  EXPECT_THAT(refused(request), HasSubstr("Period must be"));
  request = high();
  request.extended_statistic = "p99";
  EXPECT_THAT(refused(request), HasSubstr("ValidationError"));
}

}  // namespace
}  // namespace spotdrill::cloudwatch
