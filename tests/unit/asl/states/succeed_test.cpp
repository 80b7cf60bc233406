#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

TEST(SucceedStateTest, ItEndsTheExecutionWithItsInput) {
  const TestRun run{with_state(R"("Type": "Succeed")"), "[1, 2]"};
  EXPECT_EQ(run.history(), R"(
1 ExecutionStarted prev=0 [1, 2]
2 SucceedStateEntered prev=0 A [1, 2]
3 SucceedStateExited prev=2 A [1, 2]
4 ExecutionSucceeded prev=3 [1, 2]
)");
}

TEST(SucceedStateTest, PathsChooseWhatGoesOut) {
  const std::string_view input = R"({"a":{"b":1}})";
  EXPECT_EQ(
      outcome_of_state(R"("Type": "Succeed", "InputPath": "$.a", "OutputPath": "$.b")", input),
      "Succeeded 1");
  EXPECT_EQ(outcome_of_state(R"("Type": "Succeed", "OutputPath": null)", input), "Succeeded {}");
}

TEST(SucceedStateTest, ItEndsABranchNotTheExecution) {
  EXPECT_EQ(outcome_of(R"({"StartAt": "P", "States": {
      "P": {"Type": "Parallel", "Next": "Z", "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
        {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": 2, "End": true}}}]},
      "Z": {"Type": "Pass", "End": true}}})",
                       "1"),
            "Succeeded [1,2]");
}

}  // namespace
}  // namespace spotdrill::asl
