#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

std::string parallel(std::string_view members) {
  return R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
    {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": "b", "End": true}}}])" +
         std::string{members} + "}}}";
}

TEST(ParallelStateTest, ResultsAreInTheOrderOfBranches) {
  EXPECT_EQ(outcome_of(parallel(""), R"({ "x": 1 })"), R"(Succeeded [{ "x": 1 },"b"])");
}

TEST(ParallelStateTest, EveryBranchHasTheParameters) {
  EXPECT_EQ(outcome_of(parallel(R"(, "Parameters": {"y.$": "$.x"})"), R"({"x":1})"),
            R"(Succeeded [{"y":1},"b"])");
}

TEST(ParallelStateTest, TheResultGoesThroughSelectorPathAndOutput) {
  EXPECT_EQ(outcome_of(parallel(R"(, "ResultSelector": {"second.$": "$[1]"}, "ResultPath": "$.r")"),
                       R"({"x":1})"),
            R"(Succeeded {"x":1,"r":{"second":"b"}})");
  EXPECT_EQ(outcome_of(parallel(R"(, "OutputPath": "$[0].x")"), R"({"x":1})"), "Succeeded 1");
}

/// Method: the first branch ends last.
TEST(ParallelStateTest, ABranchThatEndsLateKeepsItsPlace) {
  EXPECT_EQ(outcome_of(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
    "Branches": [
    {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "Next": "A"},
                                "A": {"Type": "Pass", "Result": "late", "End": true}}},
    {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": "early", "End": true}}}]}}})"),
            R"(Succeeded ["late","early"])");
}

}  // namespace
}  // namespace spotdrill::asl
