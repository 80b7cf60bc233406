#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

/// How long the state waits, or how it fails.
std::string waited(std::string_view members, std::string_view input = "{}") {
  TestRun run{with_state(R"("Type": "Wait", "End": true, )" + std::string{members}), input};
  if (run.outcome() == "Running") run.finish();
  if (run.execution.status() != Status::Succeeded) return run.outcome();
  EXPECT_EQ(*run.execution.output().text(), input);
  return fmt::format("{}s", run.seconds_now());
}

constexpr std::string_view failed_in_a =
    "Failed States.Runtime: An error occurred while executing the state 'A' (entered at the event "
    "id #2). ";

std::string refused(std::string_view cause) {
  return std::string{failed_in_a} + std::string{cause};
}

TEST(WaitStateTest, SecondsAreWaitedFromTheEntry) {
  EXPECT_EQ(waited(R"("Seconds": 90)"), "90s");
  EXPECT_EQ(waited(R"("Seconds": 0)"), "0s");
}

TEST(WaitStateTest, SecondsComeFromThePathOfTheInput) {
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s": 5})"), "5s");
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s": 0})"), "0s");
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s": 5.0})"), "5s");
}

TEST(WaitStateTest, ATimestampIsWaitedFor) {
  EXPECT_EQ(waited(R"("Timestamp": "2024-01-01T00:01:00Z")"), "60s");
  EXPECT_EQ(waited(R"("Timestamp": "2024-01-01T01:01:00+01:00")"), "60s");
  EXPECT_EQ(waited(R"("TimestampPath": "$.t")", R"({"t":"2024-01-01T00:01:00Z"})"), "60s");
  EXPECT_EQ(waited(R"("TimestampPath": "$.t")", R"({"t":"2024-01-01T00:01:00.000000Z"})"), "60s");
}

TEST(WaitStateTest, FractionsOfASecondAreCutOff) {
  EXPECT_EQ(waited(R"("Timestamp": "2024-01-01T00:01:00.999Z")"), "60s");
  EXPECT_EQ(waited(R"("TimestampPath": "$.t")", R"({"t":"2024-01-01T00:01:00.999Z"})"), "60s");
}

TEST(WaitStateTest, ATimeThatIsPastIsNotWaitedFor) {
  EXPECT_EQ(waited(R"("Timestamp": "2001-01-01T00:00:00Z")"), "0s");
  EXPECT_EQ(waited(R"("TimestampPath": "$.t")", R"({"t":"2023-12-31T23:59:59Z"})"), "0s");
}

TEST(WaitStateTest, WhatIsNoNumberOfSecondsFails) {
  const auto of = [](std::string_view value) {
    return waited(R"("SecondsPath": "$.s")", R"({"s":)" + std::string{value} + "}");
  };
  EXPECT_EQ(of("-1"),
            refused("The SecondsPath parameter cannot be parsed as a long value: $.s == -1"));
  EXPECT_EQ(of("1.5"),
            refused("The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5"));
  EXPECT_EQ(
      of(R"("1")"),
      refused(R"(The SecondsPath parameter does not reference an Integer value: $.s == "1")"));
  EXPECT_EQ(of("null"),
            refused("The SecondsPath parameter does not reference an Integer value: $.s == null"));
  EXPECT_EQ(waited(R"("SecondsPath": "$.x")", R"({"s":1})"),
            refused("The JSONPath '$.x' specified for the field 'SecondsPath' could not be found "
                    "in the input '{\"s\":1}'"));
}

TEST(WaitStateTest, TheLongestWaitIsBounded) {
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s":2147483647})"), "2147483647s");
  const std::string too_long = refused("Wait state delay is too long.");
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s":2147483648})"), too_long);
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s":9000000000000000})"), too_long);
  EXPECT_EQ(waited(R"("SecondsPath": "$.s")", R"({"s":9223372036854775807})"), too_long);
  EXPECT_EQ(waited(R"("Timestamp": "2100-01-01T00:00:00Z")"), too_long);
  EXPECT_EQ(waited(R"("TimestampPath": "$.t")", R"({"t":"9999-12-31T23:59:59Z"})"), too_long);
}

/// Source: recorded on AWS: a timestamp without a zone is none.
TEST(WaitStateTest, WhatIsNoTimestampFails) {
  const auto of = [](std::string_view value) {
    return waited(R"("TimestampPath": "$.t")", R"({"t":)" + std::string{value} + "}");
  };
  const auto told = [](std::string_view value) {
    return refused(
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
        "date-time format string: $.t == " +
        std::string{value});
  };
  EXPECT_EQ(of(R"("2024-01-01T00:01:00")"), told("2024-01-01T00:01:00"));
  EXPECT_EQ(of(R"("2024-01-01")"), told("2024-01-01"));
  EXPECT_EQ(of(R"("soon")"), told("soon"));
  EXPECT_EQ(of("5"), told("5"));
}

TEST(WaitStateTest, ItIsExitedWhenItIsDueAndNotBefore) {
  TestRun run{with_state(R"("Type": "Wait", "Seconds": 60, "End": true)"), "1"};
  run.elapse(59s);
  EXPECT_EQ(run.outcome(), "Running");
  run.apply(Input::Kind::Wake);
  EXPECT_EQ(run.outcome(), "Running");
  run.elapse(1s);
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 1
2 WaitStateEntered prev=0 A 1
3 WaitStateExited prev=2 A 1
4 ExecutionSucceeded prev=3 1
)");
  EXPECT_THAT(run.seconds_of(EventType::WaitStateExited), testing::ElementsAre(60));
}

}  // namespace
}  // namespace spotdrill::asl
