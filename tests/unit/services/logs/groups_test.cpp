#include "fixture.hpp"

namespace spotdrill::logs {
namespace {

using testing::HasSubstr;

std::string names_of(const json::object& reply, std::string_view list, std::string_view member) {
  std::string text;
  for (const json::value& each : reply.at(list).get_array()) {
    text += (text.empty() ? "" : " ") + std::string{string_at(each.get_object(), member)};
  }
  return text;
}

TEST(LogGroups, AreMadeAndDescribedAsAwsDescribesThem) {
  Fixture logs;
  EXPECT_EQ(logs.call("CreateLogGroup", R"({"logGroupName":"/job/a","tags":{"k":"v"}})"), "{}");
  EXPECT_EQ(logs.call("CreateLogGroup", R"({"logGroupName":"/job/a"})"),
            "ResourceAlreadyExistsException: The specified log group already exists");
  EXPECT_EQ(logs.call("DescribeLogGroups", R"({"logGroupNamePrefix":"/job"})"),
            R"({"logGroups":[{"logGroupName":"/job/a","creationTime":1800000000000,)"
            R"("metricFilterCount":0,"arn":")" +
                Fixture::arn + R"(/job/a:*","storedBytes":0,"logGroupClass":"STANDARD",)" +
                R"("logGroupArn":")" + Fixture::arn +
                R"(/job/a","deletionProtectionEnabled":false}]})");
}

TEST(LogGroups, AreFoundByPrefixOrPattern) {
  Fixture logs;
  for (const char* name : {"b/data", "a", "b/logs", "data-c"}) logs.make_group(name);
  const auto names = [&](const std::string& body) {
    return names_of(logs.object("DescribeLogGroups", body), "logGroups", "logGroupName");
  };
  EXPECT_EQ(names("{}"), "a b/data b/logs data-c");
  EXPECT_EQ(names(R"({"logGroupNamePrefix":"b/"})"), "b/data b/logs");
  EXPECT_EQ(names(R"({"logGroupNamePattern":"data"})"), "b/data data-c");
  EXPECT_EQ(names(R"({"logGroupIdentifiers":["a",")" + Fixture::arn + R"(data-c"]})"), "a data-c");
  EXPECT_EQ(
      logs.call("DescribeLogGroups", R"({"logGroupNamePrefix":"b","logGroupNamePattern":"data"})"),
      "InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually "
      "exclusive parameters.");
}

TEST(LogGroups, ArePaged) {
  Fixture logs;
  for (const char* name : {"a", "b", "c"}) logs.make_group(name);
  const json::object first = logs.object("DescribeLogGroups", R"({"limit":2})");
  EXPECT_EQ(names_of(first, "logGroups", "logGroupName"), "a b");
  const json::object second = logs.object(
      "DescribeLogGroups",
      R"({"limit":2,"nextToken":)" + json_text(std::string{string_at(first, "nextToken")}) + "}");
  EXPECT_EQ(names_of(second, "logGroups", "logGroupName"), "c");
  EXPECT_FALSE(second.contains("nextToken"));
  EXPECT_EQ(logs.call("DescribeLogGroups", R"({"nextToken":"x"})"),
            "InvalidParameterException: The specified nextToken is invalid.");
}

TEST(LogGroups, AreListedByExpressionsAndTags) {
  Fixture logs;
  logs.call("CreateLogGroup", R"({"logGroupName":"/aws/one","tags":{"env":"a"}})");
  logs.call("CreateLogGroup", R"({"logGroupName":"two/aws/","tags":{"env":"b"}})");
  logs.make_group("three");
  const auto names = [&](const std::string& body) {
    return names_of(logs.object("ListLogGroups", body), "logGroups", "logGroupName");
  };
  EXPECT_EQ(names(R"({"logGroupNamePattern":"^/aws|hre"})"), "/aws/one three");
  EXPECT_EQ(names(R"({"logGroupTags":[{"key":"env","values":["b","c"]}]})"), "two/aws/");
  EXPECT_EQ(names(R"({"logGroupTags":[{"key":"env"}]})"), "/aws/one two/aws/");
}

TEST(LogGroups, WhatIsWrongWithARequestIsToldByLogsOwnCode) {
  Fixture logs;
  EXPECT_EQ(logs.call("CreateLogGroup", R"({"logGroupName":"aws/mine"})"),
            "InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.");
  EXPECT_THAT(logs.call("CreateLogGroup", R"({"logGroupName":"a b"})"),
              HasSubstr("InvalidParameterException: 1 validation error detected: Value 'a b' at "
                        "'logGroupName' failed to satisfy constraint"));
  EXPECT_EQ(
      logs.call("CreateLogGroup", R"({"logGroupName":"g","kmsKeyId":"k"})"),
      "InvalidParameterException: spotdrill does not have log groups that are encrypted under "
      "a KMS key.");
  EXPECT_EQ(logs.call("DeleteLogGroup", R"({"logGroupName":"none"})"),
            "ResourceNotFoundException: The specified log group does not exist.");
}

TEST(LogGroups, ThatAreProtectedStay) {
  Fixture logs;
  logs.call("CreateLogGroup", R"({"logGroupName":"g","deletionProtectionEnabled":true})");
  logs.make_stream("g", "s");
  EXPECT_THAT(logs.call("DeleteLogGroup", R"({"logGroupName":"g"})"),
              HasSubstr("ValidationException"));
  EXPECT_THAT(logs.call("DeleteLogStream", R"({"logGroupName":"g","logStreamName":"s"})"),
              HasSubstr("ValidationException"));
  EXPECT_EQ(logs.call("PutLogGroupDeletionProtection",
                      R"({"logGroupIdentifier":"g","deletionProtectionEnabled":false})"),
            "{}");
  EXPECT_EQ(logs.call("DeleteLogGroup", R"({"logGroupName":"g"})"), "{}");
}

TEST(LogGroups, ThatAreDeletedTakeEverythingWithThem) {
  Fixture logs;
  logs.make_group("g");
  logs.make_stream("g", "s");
  logs.put("g", "s", {"old"});
  logs.call("PutMetricFilter",
            R"({"logGroupName":"g","filterName":"f","filterPattern":"","metricTransformations":[)"
            R"({"metricName":"m","metricNamespace":"n","metricValue":"1"}]})");
  EXPECT_EQ(logs.call("DeleteLogGroup", R"({"logGroupName":"g"})"), "{}");
  logs.make_group("g");
  EXPECT_EQ(logs.get(), "ResourceNotFoundException: The specified log stream does not exist.");
  logs.make_stream("g", "s");
  EXPECT_EQ(logs.get(), "");
  EXPECT_EQ(logs.call("DescribeMetricFilters", "{}"), R"({"metricFilters":[]})");
}

TEST(LogGroups, HaveTagsByNameAndByArn) {
  Fixture logs;
  logs.make_group("g");
  const std::string resource = R"("resourceArn":")" + Fixture::arn + R"(g")";
  EXPECT_EQ(logs.call("TagResource", "{" + resource + R"(,"tags":{"a":"1","b":"2"}})"), "{}");
  EXPECT_EQ(logs.call("TagLogGroup", R"({"logGroupName":"g","tags":{"b":"3","c":"4"}})"), "{}");
  EXPECT_EQ(logs.call("ListTagsForResource", "{" + resource + "}"),
            R"({"tags":{"a":"1","b":"3","c":"4"}})");
  EXPECT_EQ(logs.call("UntagLogGroup", R"({"logGroupName":"g","tags":["a"]})"), "{}");
  EXPECT_EQ(logs.call("UntagResource", "{" + resource + R"(,"tagKeys":["c"]})"), "{}");
  EXPECT_EQ(logs.call("ListTagsLogGroup", R"({"logGroupName":"g"})"), R"({"tags":{"b":"3"}})");
  std::string many;
  for (int i = 0; i < 50; ++i) many += fmt::format(R"({}"k{}":"")", i == 0 ? "" : ",", i);
  EXPECT_THAT(logs.call("TagResource", "{" + resource + R"(,"tags":{)" + many + "}}"),
              HasSubstr("TooManyTagsException"));
}

}  // namespace
}  // namespace spotdrill::logs
