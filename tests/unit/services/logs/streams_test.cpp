#include "fixture.hpp"

namespace spotdrill::logs {
namespace {

std::string streams_of(Fixture& logs, const std::string& more) {
  const json::object reply =
      logs.object("DescribeLogStreams", R"({"logGroupName":"g")" + more + "}");
  std::string text;
  for (const json::value& each : reply.at("logStreams").get_array()) {
    text += (text.empty() ? "" : " ") + std::string{string_at(each.get_object(), "logStreamName")};
  }
  return text;
}

TEST(LogStreams, SayWhenTheyHadEvents) {
  Fixture logs;
  logs.make_group("g");
  logs.make_stream("g", "s");
  const std::string stream = R"({"logStreams":[{"logStreamName":"s","creationTime":1800000000000,)";
  EXPECT_EQ(logs.call("DescribeLogStreams", R"({"logGroupName":"g"})"),
            stream + R"("arn":")" + Fixture::arn + R"(g:log-stream:s","storedBytes":0}]})");
  logs.time.run_for(10s);
  logs.put("g", "s", {"a", "b"});
  const std::string told = logs.call("DescribeLogStreams", R"({"logGroupIdentifier":"g"})");
  EXPECT_THAT(told, testing::HasSubstr(stream + R"("firstEventTimestamp":1800000000000,)"
                                                R"("lastEventTimestamp":1800000001000,)"
                                                R"("lastIngestionTime":1800000010000,)"));
}

TEST(LogStreams, AreOrderedByNameOrByTheirLastEvents) {
  Fixture logs;
  logs.make_group("g");
  for (const char* name : {"b", "a", "c", "never"}) logs.make_stream("g", name);
  logs.put("g", "a", {"x"}, Fixture::start + 2000);
  logs.put("g", "b", {"x"}, Fixture::start + 3000);
  logs.put("g", "c", {"x"}, Fixture::start + 1000);
  EXPECT_EQ(streams_of(logs, ""), "a b c never");
  EXPECT_EQ(streams_of(logs, R"(,"descending":true)"), "never c b a");
  EXPECT_EQ(streams_of(logs, R"(,"orderBy":"LastEventTime","descending":true)"), "b a c never");
  EXPECT_EQ(streams_of(logs, R"(,"orderBy":"LastEventTime","descending":true,"limit":1)"), "b");
  EXPECT_EQ(streams_of(logs, R"(,"logStreamNamePrefix":"n")"), "never");
  EXPECT_EQ(
      logs.call("DescribeLogStreams",
                R"({"logGroupName":"g","orderBy":"LastEventTime","logStreamNamePrefix":"n"})"),
      "InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.");
}

// A group's streams are none of another group whose name begins alike.
TEST(LogStreams, AreTheirGroupsOwn) {
  Fixture logs;
  logs.make_group("g");
  logs.make_group("g2");
  logs.make_stream("g2", "s");
  EXPECT_EQ(streams_of(logs, ""), "");
  logs.make_stream("g", "s");
  EXPECT_EQ(logs.call("CreateLogStream", R"({"logGroupName":"g","logStreamName":"s"})"),
            "ResourceAlreadyExistsException: The specified log stream already exists");
  EXPECT_EQ(logs.call("DeleteLogStream", R"({"logGroupName":"g","logStreamName":"s"})"), "{}");
  EXPECT_EQ(logs.call("DeleteLogStream", R"({"logGroupName":"g","logStreamName":"s"})"),
            "ResourceNotFoundException: The specified log stream does not exist.");
  EXPECT_EQ(
      logs.call("DescribeLogStreams", R"({"logGroupName":"g","logGroupIdentifier":"g"})"),
      "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.");
}

}  // namespace
}  // namespace spotdrill::logs
