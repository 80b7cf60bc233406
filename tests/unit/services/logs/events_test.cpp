#include "fixture.hpp"

namespace spotdrill::logs {
namespace {

using testing::HasSubstr;

constexpr Timestamp hour = 3'600'000;
constexpr Timestamp day = 24 * hour;

struct WithStream : Fixture {
  WithStream() {
    make_group("g");
    make_stream("g", "s");
  }
};

json::value event_at(Timestamp timestamp, const std::string& message) {
  return json::object{{"timestamp", timestamp}, {"message", message}};
}

TEST(LogEvents, AreReadFromEitherEnd) {
  WithStream logs;
  logs.put("g", "s", {"a", "b", "c", "d", "e"});
  EXPECT_EQ(logs.get(), "a b c d e");
  EXPECT_EQ(logs.get(R"("limit":2)"), "d e");
  EXPECT_EQ(logs.get(R"("limit":2,"nextToken":)" + json_text(logs.backward)), "b c");
  EXPECT_EQ(logs.get(R"("limit":2,"nextToken":)" + json_text(logs.backward)), "a");
  EXPECT_EQ(logs.get(R"("limit":2,"startFromHead":true)"), "a b");
  EXPECT_EQ(logs.get(R"("startFromHead":true,"nextToken":)" + json_text(logs.forward)), "c d e");
}

// "If you have reached the end of the stream, it returns the same token you passed in."
TEST(LogEvents, TokensAtTheEndComeBackAndLeadToWhatComesLater) {
  WithStream logs;
  EXPECT_EQ(logs.get(R"("startFromHead":true)"), "");
  std::string token = logs.forward;
  logs.put("g", "s", {"a"});
  EXPECT_EQ(logs.get(R"("startFromHead":true,"nextToken":)" + json_text(token)), "a");
  token = logs.forward;
  EXPECT_EQ(logs.get(R"("startFromHead":true,"nextToken":)" + json_text(token)), "");
  EXPECT_EQ(logs.forward, token);
  logs.restart();
  logs.put("g", "s", {"b"}, Fixture::start + 1);
  EXPECT_EQ(logs.get(R"("startFromHead":true,"nextToken":)" + json_text(token)), "b");
  EXPECT_EQ(logs.get(R"("nextToken":"invalid-token")"),
            "InvalidParameterException: The specified nextToken is invalid.");
  EXPECT_THAT(logs.get(R"("limit":10001)"),
              HasSubstr("InvalidParameterException: 1 validation error detected: Value '10001' at "
                        "'limit' failed to satisfy constraint: Member must have value less than or "
                        "equal to 10000"));
}

TEST(LogEvents, AreInTheOrderOfTimeWhateverTheOrderOfPuts) {
  WithStream logs;
  logs.put("g", "s", {"c", "d"}, Fixture::start + 2000);
  logs.put("g", "s", {"a", "b"}, Fixture::start);
  logs.put("g", "s", {"c2"}, Fixture::start + 2000);
  EXPECT_EQ(logs.get(R"("startFromHead":true)"), "a b c c2 d");
  EXPECT_EQ(logs.get(R"("limit":3)"), "c c2 d");
}

TEST(LogEvents, OfARangeBeginAtItsBeginAndEndBeforeItsEnd) {
  WithStream logs;
  logs.put("g", "s", {"a", "b", "c"});
  EXPECT_EQ(logs.get(R"("startTime":1800000001000)"), "b c");
  EXPECT_EQ(logs.get(R"("endTime":1800000002000)"), "a b");
  // FilterLogEvents: "Events with a timestamp later than this time are not returned."
  EXPECT_EQ(logs.filter(R"("endTime":1800000002000)"), "a b c");
}

TEST(LogEvents, OfAPageAreAMegabyteAtMost) {
  WithStream logs;
  const std::string half(600'000, 'x');
  logs.put("g", "s", {half});
  logs.put("g", "s", {half}, Fixture::start + 1);
  EXPECT_EQ(logs.get(R"("startFromHead":true)").size(), half.size());
  EXPECT_EQ(logs.get(R"("startFromHead":true,"nextToken":)" + json_text(logs.forward)).size(),
            half.size());
}

TEST(LogEvents, AreRefusedAsAWhole) {
  WithStream logs;
  const std::string event =
      "InvalidParameterException: Log event too large: 1048577 bytes exceeds "
      "limit of 1048576";
  EXPECT_EQ(logs.put("g", "s", {std::string(1'048'551, 'x')}), event);
  EXPECT_EQ(logs.put("g", "s", {std::string(524'262, 'x'), std::string(524'263, 'x')}),
            "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit of 1048576");
  EXPECT_EQ(
      logs.put_array("g", "s", {event_at(Fixture::start + 1, "a"), event_at(Fixture::start, "b")}),
      "InvalidParameterException: Log events in a single PutLogEvents request must be in "
      "chronological order.");
  EXPECT_EQ(logs.put_array(
                "g", "s", {event_at(Fixture::start - day - 1, "a"), event_at(Fixture::start, "b")}),
            "InvalidParameterException: The batch of log events in a single PutLogEvents request "
            "cannot span more than 24 hours.");
  EXPECT_EQ(logs.put("none", "s", {"a"}),
            "ResourceNotFoundException: The specified log group does not exist.");
  EXPECT_EQ(logs.put("g", "none", {"a"}),
            "ResourceNotFoundException: The specified log stream does not exist.");
  EXPECT_THAT(logs.put_array("g", "s", {}), HasSubstr("InvalidParameterException"));
  EXPECT_EQ(logs.get(), "");
}

TEST(LogEvents, ThatAreTooOldOrTooNewAreToldOfAndTheOthersTaken) {
  WithStream logs;
  const std::string told = logs.put_array(
      "g", "s",
      {event_at(Fixture::start - 15 * day, "old"), event_at(Fixture::start - hour, "a"),
       event_at(Fixture::start + 2 * hour, "b"), event_at(Fixture::start + 2 * hour + 1, "new")});
  EXPECT_THAT(told, HasSubstr(R"("nextSequenceToken":"49)"));
  EXPECT_THAT(told, HasSubstr(R"("rejectedLogEventsInfo":{"tooNewLogEventStartIndex":3,)"
                              R"("tooOldLogEventEndIndex":1})"));
  EXPECT_EQ(logs.get(), "a b");
}

TEST(LogEvents, VanishWhenTheirTimeIsOver) {
  WithStream logs;
  logs.put("g", "s", {"a"});
  EXPECT_EQ(
      logs.call("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":2})"),
      "InvalidParameterException: 1 validation error detected: Value '2' at 'retentionInDays' "
      "failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, "
      "60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]");
  EXPECT_EQ(logs.call("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})"), "{}");
  logs.time.run_for(std::chrono::hours{71});
  logs.put("g", "s", {"b"}, Fixture::start + 71 * hour);
  EXPECT_EQ(logs.get(), "a b");
  logs.time.run_for(std::chrono::hours{2});
  EXPECT_EQ(logs.get(), "b");
  EXPECT_EQ(logs.filter(), "b");
  EXPECT_THAT(logs.put("g", "s", {"expired"}), HasSubstr(R"("expiredLogEventEndIndex":1)"));
  // What is gone does not come back with a longer retention.
  EXPECT_EQ(logs.call("DeleteRetentionPolicy", R"({"logGroupName":"g"})"), "{}");
  EXPECT_EQ(logs.put("g", "s", {"late"}).find("rejected"), std::string::npos);
}

TEST(LogEvents, OutliveTheDaemon) {
  WithStream logs;
  logs.put("g", "s", {"a", "ümlaut \"quoted\"\nline", "c"});
  logs.restart();
  logs.put("g", "s", {"d"}, Fixture::start + 3000);
  EXPECT_EQ(logs.get(), "a ümlaut \"quoted\"\nline c d");
}

}  // namespace
}  // namespace spotdrill::logs
