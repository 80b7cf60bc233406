#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

std::string outcome_of_pass(std::string_view members, std::string_view input) {
  return outcome_of_state(R"("Type": "Pass", "End": true)" + std::string{members}, input);
}

TEST(PassStateTest, TheInputGoesOnAsItCame) {
  EXPECT_EQ(outcome_of_pass("", R"([[1, 2],  3.0])"), "Succeeded [[1, 2],  3.0]");
}

TEST(PassStateTest, AResultIsTheOutputAndParametersAreTheInputOfNothing) {
  EXPECT_EQ(outcome_of_pass(R"(, "Result": {"a" : [1, 2]})", R"({"b":1})"),
            R"(Succeeded {"a":[1,2]})");
  EXPECT_EQ(outcome_of_pass(R"(, "Parameters": {"x.$": "$.b", "y": 2})", R"({"b":1})"),
            R"(Succeeded {"y":2,"x":1})");
  EXPECT_EQ(outcome_of_pass(R"(, "Parameters": {"x.$": "$.b"}, "Result": 5)", R"({"b":1})"),
            "Succeeded 5");
}

TEST(PassStateTest, ResultPathPutsTheResultIntoTheInput) {
  EXPECT_EQ(outcome_of_pass(R"(, "Result": 5, "ResultPath": "$.b")", R"({"b":1,"c": 2})"),
            R"(Succeeded {"b":5,"c":2})");
  EXPECT_EQ(outcome_of_pass(R"(, "Result": 5, "ResultPath": "$.x.y")", R"({"b":1})"),
            R"(Succeeded {"b":1,"x":{"y":5}})");
  EXPECT_EQ(outcome_of_pass(R"(, "Result": 5, "ResultPath": null)", R"({"b" : 1})"),
            R"(Succeeded {"b" : 1})");
}

TEST(PassStateTest, ResultPathIsOfTheRawInputNotOfWhatInputPathChose) {
  EXPECT_EQ(outcome_of_pass(R"(, "InputPath": "$.b", "ResultPath": "$.c")", R"({"b":1})"),
            R"(Succeeded {"b":1,"c":1})");
}

TEST(PassStateTest, InputPathAndOutputPathChoose) {
  EXPECT_EQ(outcome_of_pass(R"(, "InputPath": "$.b")", R"({"b":[1]})"), "Succeeded [1]");
  EXPECT_EQ(outcome_of_pass(R"(, "InputPath": null)", R"({"b":[1]})"), "Succeeded {}");
  EXPECT_EQ(outcome_of_pass(R"(, "OutputPath": "$.b")", R"({"b":[1]})"), "Succeeded [1]");
  EXPECT_EQ(outcome_of_pass(R"(, "OutputPath": null)", R"({"b":[1]})"), "Succeeded {}");
  EXPECT_EQ(outcome_of_pass(R"(, "InputPath": "$$.StateMachine.Name")", "{}"), R"(Succeeded "m")");
}

TEST(PassStateTest, APathThatFindsNothingFailsTheExecution) {
  EXPECT_EQ(
      outcome_of_pass(R"(, "InputPath": "$.x")", R"({"b": 1})"),
      "Failed States.Runtime: An error occurred while executing the state 'A' (entered at the "
      "event id #2). Invalid path '$.x' : No results for path: $['x']");
  EXPECT_EQ(
      outcome_of_pass(R"(, "Parameters": {"k.$": "$.x"})", R"({"b": 1})"),
      "Failed States.Runtime: An error occurred while executing the state 'A' (entered at the "
      "event id #2). The JSONPath '$.x' specified for the field 'k.$' could not be found in "
      "the input '{\"b\":1}'");
}

TEST(PassStateTest, ItIsToldAsEnteredAndExited) {
  const TestRun run{with_state(R"("Type": "Pass", "Result": 1, "End": true)"), "[1, 2]"};
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 [1, 2]
2 PassStateEntered prev=0 A [1, 2]
3 PassStateExited prev=2 A 1
4 ExecutionSucceeded prev=3 1
)");
}

}  // namespace
}  // namespace spotdrill::asl
