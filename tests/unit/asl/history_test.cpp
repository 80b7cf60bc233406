#include "asl/history.hpp"

#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

std::vector<std::string> rendered(const TestRun& run, bool include_data) {
  std::vector<std::string> events;
  for (const HistoryEvent& event : run.execution.history()) {
    events.push_back(write_json(render(event, include_data)));
  }
  return events;
}

constexpr std::string_view a_task =
    R"({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
  "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances"}}})";

/// Source: recorded on AWS.
TEST(HistoryTest, EventsAreTheirDetailsUnderTheNameOfTheirType) {
  EXPECT_THAT(
      rendered(TestRun{a_task, R"({"a": 1})", gives("5")}, true),
      testing::ElementsAre(
          R"({"timestamp":1.7040672E9,"type":"ExecutionStarted","id":1,"previousEventId":0,"executionStartedEventDetails":{"input":"{\"a\": 1}","inputDetails":{"truncated":false},"roleArn":"arn:role"}})",
          R"({"timestamp":1.7040672E9,"type":"TaskStateEntered","id":2,"previousEventId":0,"stateEnteredEventDetails":{"name":"T","input":"{\"a\": 1}","inputDetails":{"truncated":false}}})",
          R"({"timestamp":1.7040672E9,"type":"TaskScheduled","id":3,"previousEventId":2,"taskScheduledEventDetails":{"parameters":"{\"a\": 1}","resource":"describeInstances","resourceType":"aws-sdk:ec2","region":"eu-west-1"}})",
          R"({"timestamp":1.7040672E9,"type":"TaskStarted","id":4,"previousEventId":3,"taskStartedEventDetails":{"resource":"describeInstances","resourceType":"aws-sdk:ec2"}})",
          R"({"timestamp":1.7040672E9,"type":"TaskSucceeded","id":5,"previousEventId":4,"taskSucceededEventDetails":{"output":"5","outputDetails":{"truncated":false},"resource":"describeInstances","resourceType":"aws-sdk:ec2"}})",
          R"({"timestamp":1.7040672E9,"type":"TaskStateExited","id":6,"previousEventId":5,"stateExitedEventDetails":{"name":"T","output":"5","outputDetails":{"truncated":false}}})",
          R"({"timestamp":1.7040672E9,"type":"ExecutionSucceeded","id":7,"previousEventId":6,"executionSucceededEventDetails":{"output":"5","outputDetails":{"truncated":false}}})"));
}

TEST(HistoryTest, DataMayBeLeftOut) {
  const auto events = rendered(TestRun{a_task, R"({"a": 1})", gives("5")}, false);
  for (const std::string& event : events) {
    EXPECT_THAT(event, testing::Not(testing::ContainsRegex("input|output")));
  }
  EXPECT_THAT(events.at(2), testing::HasSubstr("parameters")) << "which the API's model requires";
}

/// Goal: what is left out of a rendered event is what is left out in rendering.
TEST(HistoryTest, DataMayBeTakenOutAfterwards) {
  const TestRun run{a_task, R"({"a": 1})", gives("5")};
  for (const HistoryEvent& event : run.execution.history()) {
    json::object taken = render(event, true);
    leave_out_data(taken);
    EXPECT_EQ(taken, render(event, false)) << to_string(event.type);
  }
}

TEST(HistoryTest, SomeEventsHaveNoDetails) {
  HistoryEvent event;
  event.type = EventType::MapStateSucceeded;
  event.id = 9;
  event.previous = 8;
  event.at = Instant{1'500ms};
  EXPECT_EQ(write_json(render(event, true)),
            R"({"timestamp":1.5,"type":"MapStateSucceeded","id":9,"previousEventId":8})");
  event.type = EventType::ExecutionFailed;
  EXPECT_THAT(write_json(render(event, true)),
              testing::HasSubstr(R"("executionFailedEventDetails":{})"));
}

TEST(HistoryTest, TimesAreCutToMilliseconds) {
  HistoryEvent event;
  event.at = Instant{1'234'567us};
  EXPECT_EQ(render(event, true).at("timestamp"), 1.234);
}

}  // namespace
}  // namespace spotdrill::asl
