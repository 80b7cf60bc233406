#include "fixture.hpp"

namespace spotdrill::logs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct WithFilters : Fixture {
  WithFilters() {
    make_group("g");
    make_stream("g", "s");
  }

  std::string put_filter(const std::string& pattern, const std::string& value,
                         const std::string& more = "", const std::string& name = "f") {
    return call("PutMetricFilter",
                R"({"logGroupName":"g","filterName":")" + name + R"(","filterPattern":)" +
                    json_text(pattern) +
                    R"(,"metricTransformations":[{"metricName":"m","metricNamespace":"n",)" +
                    R"("metricValue":")" + value + "\"" + more + "}]}");
  }
};

TEST(MetricFilters, PutAValueForEachEventThatMatches) {
  WithFilters logs;
  EXPECT_EQ(logs.put_filter("ERROR", "1"), "{}");
  logs.put("g", "s", {"ERROR a", "fine", "ERROR b"});
  EXPECT_THAT(logs.take_published(), ElementsAre("T+0s n/m{}=1", "T+2s n/m{}=1"));
  // A filter has no effect on what came before; nor one of another group.
  logs.make_group("h");
  logs.make_stream("h", "s");
  logs.put("h", "s", {"ERROR"});
  EXPECT_EQ(logs.call("DeleteMetricFilter", R"({"logGroupName":"g","filterName":"f"})"), "{}");
  logs.put("g", "s", {"ERROR"});
  EXPECT_THAT(logs.take_published(), IsEmpty());
}

TEST(MetricFilters, TakeValuesAndDimensionsOutOfJson) {
  WithFilters logs;
  EXPECT_EQ(logs.put_filter("{ $.latency = * }", "$.latency",
                            R"(,"unit":"Milliseconds","dimensions":{"Host":"$.node.host"})"),
            "{}");
  logs.put("g", "s",
           {R"({"latency":12.5,"node":{"host":"a"}})", R"({"latency":7})",
            R"({"latency":"slow","node":{"host":"a"}})", "no json"});
  EXPECT_THAT(logs.take_published(), ElementsAre("T+0s n/m{Host:a }Milliseconds=12.5"));
}

TEST(MetricFilters, TakeValuesAndDimensionsOutOfFields) {
  WithFilters logs;
  EXPECT_EQ(logs.put_filter("[ip, ..., status=4*, bytes]", "$bytes",
                            R"(,"dimensions":{"Status":"$status"})"),
            "{}");
  logs.put("g", "s", {R"(10.0.0.1 - [today] "GET /" 404 1534)", "10.0.0.1 200 3"});
  EXPECT_THAT(logs.take_published(), ElementsAre("T+0s n/m{Status:404 }=1534"));
}

// "If logs are ingested during a one-minute time period but no matches are found, the value
// specified for Default Value (if any) is reported. However, if no log events are ingested during a
// one-minute period, then no value is reported."
TEST(MetricFilters, ReportTheDefaultOfAMinuteWithoutMatches) {
  WithFilters logs;
  logs.put_filter("ERROR", "1", R"(,"defaultValue":0)");
  logs.put("g", "s", {"fine"});
  logs.put("g", "s", {"ERROR"});
  logs.put("g", "s", {"fine"});
  logs.time.run_for(1min);
  EXPECT_THAT(logs.take_published(), ElementsAre("T+0s n/m{}=1"));
  logs.put("g", "s", {"fine"}, Fixture::start + 60'000);
  logs.restart();
  logs.time.run_for(5min);
  EXPECT_THAT(logs.take_published(), ElementsAre("T+60s n/m{}=0"));
}

TEST(MetricFilters, AreDescribedAsAwsDescribesThem) {
  WithFilters logs;
  logs.put_filter(" ", "1", R"(,"defaultValue":0)", "b");
  logs.put_filter("x", "1", "", "a");
  const std::string b =
      R"({"filterName":"b","filterPattern":" ","metricTransformations":[{"metricName":"m",)"
      R"("metricNamespace":"n","metricValue":"1","defaultValue":0.0}],"creationTime":1800000000000,)"
      R"("logGroupName":"g","applyOnTransformedLogs":false})";
  EXPECT_EQ(logs.call("DescribeMetricFilters", R"({"logGroupName":"g","filterNamePrefix":"b"})"),
            R"({"metricFilters":[)" + b + "]}");
  EXPECT_THAT(logs.call("DescribeMetricFilters", R"({"metricName":"m","metricNamespace":"n"})"),
              HasSubstr("," + b + "]}"));
  EXPECT_EQ(logs.call("DescribeMetricFilters", R"({"metricName":"m"})"),
            "InvalidParameterException: Describe Metric Filters request must contain either "
            "logGroupName or metricName and metricNamespace");
  EXPECT_THAT(logs.call("DescribeLogGroups", "{}"), HasSubstr(R"("metricFilterCount":2)"));
}

TEST(MetricFilters, AreRefusedByWhatIsWrong) {
  WithFilters logs;
  const std::string invalid = "InvalidParameterException: ";
  EXPECT_EQ(logs.put_filter(R"("a": "b")", "1"), invalid + "Invalid metric filter pattern");
  EXPECT_EQ(logs.put_filter("x", "$.a"),
            invalid + "Invalid metric transformation: metric value $.a must be a valid number");
  EXPECT_EQ(logs.put_filter("x", "1", R"(,"dimensions":{"D":"$.a"})"),
            invalid + "The specified filter pattern does not support dimensions");
  EXPECT_EQ(logs.put_filter("{$.a=1}", "1", R"(,"dimensions":{"D":"a"})"),
            invalid + "Invalid metric transformation: dimension value must be valid selector");
  EXPECT_EQ(logs.put_filter("{$.a=1}", "1", R"(,"defaultValue":1,"dimensions":{"D":"$.a"})"),
            invalid +
                "Invalid metric transformation: dimensions and default value are mutually "
                "exclusive properties");
  EXPECT_EQ(logs.call("DeleteMetricFilter", R"({"logGroupName":"g","filterName":"none"})"),
            "ResourceNotFoundException: The specified metric filter does not exist.");
  for (int i = 0; i < 100; ++i) logs.put_filter("x", "1", "", std::to_string(i));
  EXPECT_EQ(logs.put_filter("x", "1", "", "one-more"),
            "LimitExceededException: Resource limit exceeded.");
  EXPECT_EQ(logs.put_filter("y", "1", "", "7"), "{}");
}

TEST(TestMetricFilter, SaysWhatMatchesAndWhatIsInIt) {
  WithFilters logs;
  EXPECT_EQ(logs.call("TestMetricFilter",
                      R"({"filterPattern":"ERROR","logEventMessages":["ERROR a","x","ERROR"]})"),
            R"({"matches":[{"eventNumber":1,"eventMessage":"ERROR a","extractedValues":{}},)"
            R"({"eventNumber":3,"eventMessage":"ERROR","extractedValues":{}}]})");
  EXPECT_EQ(
      logs.call("TestMetricFilter", R"({"filterPattern":"{ $.a.b > 1 && $.c = \"x*\" }",)"
                                    R"("logEventMessages":["{\"a\":{\"b\":2},\"c\":\"xy\"}"]})"),
      R"({"matches":[{"eventNumber":1,"eventMessage":"{\"a\":{\"b\":2},\"c\":\"xy\"}",)"
      R"("extractedValues":{"$.a.b":"2","$.c":"xy"}}]})");
}

}  // namespace
}  // namespace spotdrill::logs
