#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

constexpr std::string_view entered_a =
    "An error occurred while executing the state 'A' (entered at the event id #2). ";

TEST(FailStateTest, ItFailsTheExecutionAndIsNeverLeft) {
  const TestRun run{with_state(R"("Type": "Fail", "Error": "E", "Cause": "c")"), "1"};
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 1
2 FailStateEntered prev=0 A 1
3 ExecutionFailed prev=2 {"error":"E","cause":"c"}
)");
  EXPECT_EQ(run.outcome(), "Failed E: c");
}

TEST(FailStateTest, WithoutErrorAndCauseItTellsNeither) {
  const TestRun run{with_state(R"("Type": "Fail")")};
  EXPECT_EQ(run.history(3), "\n3 ExecutionFailed prev=2\n");
}

TEST(FailStateTest, PathsGiveErrorAndCause) {
  EXPECT_EQ(outcome_of_state(R"("Type": "Fail", "ErrorPath": "$.e", "CausePath": "$.c")",
                             R"({"e":"E","c":"why"})"),
            "Failed E: why");
  EXPECT_EQ(outcome_of_state(
                R"s("Type": "Fail", "Error": "E",
                    "CausePath": "States.Format('{} at {}', $.c, $$.State.Name)")s",
                R"({"c":"why"})"),
            "Failed E: why at A");
}

/// Goal: what fails here is the state's own doing, and is told as that of any other state.
TEST(FailStateTest, APathThatGivesNoTextIsARuntimeFailureOfTheState) {
  EXPECT_EQ(outcome_of_state(R"("Type": "Fail", "ErrorPath": "$.e")", R"({"e":[1]})"),
            "Failed States.Runtime: " + std::string{entered_a} +
                "The ErrorPath parameter must be a string but was: [1]");
  EXPECT_EQ(outcome_of_state(R"("Type": "Fail", "CausePath": "$.c")"),
            "Failed States.Runtime: " + std::string{entered_a} +
                "The JSONPath '$.c' specified for the field 'CausePath' could not be found in the "
                "input '{}'");
}

}  // namespace
}  // namespace spotdrill::asl
