#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;

std::string map_of(std::string_view members, std::string_view config = "") {
  return R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {)" +
         std::string{config} +
         R"("StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}})" +
         std::string{members} + "}}}";
}

constexpr std::string_view distributed =
    R"("ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, )";

std::string refused_in_map(std::string_view cause) {
  return "Failed States.Runtime: An error occurred while executing the state 'M' (entered at the "
         "event id #2). " +
         std::string{cause};
}

TEST(MapStateTest, EachItemGoesThroughInItsPlace) {
  EXPECT_EQ(outcome_of(map_of(""), R"([ 1, "two", [3,  3], null ])"),
            R"(Succeeded [1,"two",[3,3],null])");
  EXPECT_EQ(outcome_of(map_of(""), "[]"), "Succeeded []");
}

TEST(MapStateTest, ItemsPathAndItemSelectorMakeTheInputs) {
  EXPECT_EQ(outcome_of(map_of(R"(, "ItemsPath": "$.i")"), R"({"i":[1,2]})"), "Succeeded [1,2]");
  EXPECT_EQ(outcome_of(map_of(R"(, "ItemsPath": "$.i", "ItemSelector": {
              "at.$": "$$.Map.Item.Index", "it.$": "$$.Map.Item.Value", "all.$": "$.k"})"),
                       R"({"i":["a","b"],"k":9})"),
            R"(Succeeded [{"all":9,"at":0,"it":"a"},{"all":9,"at":1,"it":"b"}])");
}

TEST(MapStateTest, TheResultGoesThroughSelectorPathAndOutput) {
  EXPECT_EQ(outcome_of(map_of(R"(, "ItemsPath": "$.i", "ResultSelector": {"last.$": "$[1]"},
                                  "ResultPath": "$.r")"),
                       R"({"i":[1,2]})"),
            R"(Succeeded {"i":[1,2],"r":{"last":2}})");
}

/// Source: recorded on AWS.
TEST(MapStateTest, ItemsThatAreNoneFail) {
  EXPECT_EQ(outcome_of(map_of(""), "1"),
            refused_in_map("Map state input must be an array but was: 1"));
  EXPECT_EQ(outcome_of(map_of(R"(, "ItemsPath": "$.i")"), R"({"i":{}})"),
            refused_in_map(R"(Reference path "$.i" must point to array.)"));
  EXPECT_EQ(outcome_of(map_of(R"(, "ItemsPath": "$.x")"), R"({"i":1})"),
            refused_in_map("The JSONPath '$.x' specified for the field 'ItemsPath' could not be "
                           "found in the input '{\"i\":1}'"));
}

/// Source: recorded on AWS: such a Map has started, and is not told to have failed.
TEST(MapStateTest, NumbersThatAreNoneFailTheMapThatHasStarted) {
  const TestRun run{
      map_of(R"(, "ItemsPath": "$.i", "ToleratedFailurePercentagePath": "$.p")", distributed),
      R"({"i":[1],"p":100.1})"};
  EXPECT_EQ(run.history(3), R"(
3 MapStateStarted prev=2 {"length":1}
4 ExecutionFailed prev=3 {"error":"States.Runtime","cause":"An error occurred while executing the state 'M' (entered at the event id #2). ToleratedFailurePercentage must be between 0 and 100."}
)");
  const auto count = [](std::string_view value) {
    return outcome_of(
        map_of(R"(, "ItemsPath": "$.i", "ToleratedFailureCountPath": "$.c")", distributed),
        R"({"i":[1],"c":)" + std::string{value} + "}");
  };
  EXPECT_EQ(count(R"("NoNumber")"),
            refused_in_map("The ToleratedFailureCountPath field refers to value \"NoNumber\" which "
                           "is not a valid integer: $.c"));
  EXPECT_EQ(count("{}"), refused_in_map("The ToleratedFailureCountPath field refers to value "
                                        "\"{}\" which is not a valid integer: $.c"));
  EXPECT_EQ(count("-1"), refused_in_map("ToleratedFailureCount cannot be negative."));
}

TEST(MapStateTest, ConcurrencyComesFromAPath) {
  const auto of = [](std::string_view value) {
    return outcome_of(map_of(R"(, "ItemsPath": "$.i", "MaxConcurrencyPath": "$.c")"),
                      R"({"i":[1,2],"c":)" + std::string{value} + "}");
  };
  EXPECT_EQ(of("1"), "Succeeded [1,2]");
  EXPECT_EQ(of("0"), "Succeeded [1,2]");
  EXPECT_EQ(of(R"("1")"), "Succeeded [1,2]");
  EXPECT_THAT(of("-1"), testing::StartsWith("Failed States.Runtime"));
}

/// Source: recorded on AWS, as is that other numbers fail a Map that has started.
TEST(MapStateTest, AConcurrencyThatIsNoneFailsTheMapBeforeItStarts) {
  const TestRun run{map_of(R"(, "ItemsPath": "$.i", "MaxConcurrencyPath": "$.c")"),
                    R"({"i":[1],"c":"NoNumber"})"};
  EXPECT_EQ(run.history(3), R"(
3 ExecutionFailed prev=2 {"error":"States.Runtime","cause":"An error occurred while executing the state 'M' (entered at the event id #2). The MaxConcurrencyPath field refers to value \"NoNumber\" which is not a valid integer: $.c"}
)");
}

TEST(MapStateTest, ToleratedFailuresMayStandInText) {
  const auto percentage = [](std::string_view value) {
    return outcome_of(
        map_of(R"(, "ItemsPath": "$.i", "ToleratedFailurePercentagePath": "$.p")", distributed),
        R"({"i":[1],"p":)" + std::string{value} + "}");
  };
  EXPECT_EQ(percentage(R"("1 %")"),
            refused_in_map("The ToleratedFailurePercentagePath field refers to value \"1 %\" which "
                           "is not a valid float: $.p"));
  const TestRun run{map_of(R"(, "ItemsPath": "$.i", "ToleratedFailurePercentagePath": "$.p",
                 "ToleratedFailureCountPath": "$.c")",
                           distributed),
                    R"({"i":[1],"p":"12.5","c":"2"})"};
  EXPECT_EQ(run.request().map_run->tolerated_failure_percentage, 12.5);
  EXPECT_EQ(run.request().map_run->tolerated_failure_count, 2);
}

TEST(MapStateTest, ADistributedMapAsksForARun) {
  const TestRun run{map_of(R"(, "ItemsPath": "$.i", "MaxConcurrency": 3, "ToleratedFailureCount": 2,
                  "ItemSelector": {"v.$": "$$.Map.Item.Value"})",
                           distributed),
                    R"({"i":["a","b"]})"};
  const Request& request = run.request();
  ASSERT_EQ(request.kind, Request::Kind::StartMapRun);
  const MapRunRequest& map_run = *request.map_run;
  ASSERT_EQ(map_run.inputs.size(), 2U);
  EXPECT_EQ(*map_run.inputs[1].text(), R"({"v":"b"})");
  EXPECT_THAT(map_run.items, ElementsAre("a", "b"));
  EXPECT_THAT(map_run.item_counts, ElementsAre(1, 1));
  EXPECT_EQ(map_run.concurrency_max, 3);
  EXPECT_EQ(map_run.tolerated_failure_count, 2);
  EXPECT_EQ(map_run.tolerated_failure_percentage, 0);
}

/// Source: recorded on AWS.
TEST(MapStateTest, ADistributedMapIsTold) {
  TestRun run{map_of("", distributed), "[1,2]"};
  const TaskId task = run.request().task;
  run.apply(Input::Kind::MapRunStarted, task, "arn:run").apply(succeeded(task, "[3,4]"));
  EXPECT_EQ(run.history(2), R"(
2 MapStateEntered prev=0 M [1,2]
3 MapStateStarted prev=2 {"length":2}
4 MapRunStarted prev=3 {"mapRunArn":"arn:run"}
5 MapRunSucceeded prev=4
6 MapStateSucceeded prev=5
7 MapStateExited prev=4 M [3,4]
8 ExecutionSucceeded prev=7 [3,4]
)");
}

TEST(MapStateTest, ADistributedMapFails) {
  TestRun run{map_of("", distributed), "[1]"};
  const TaskId task = run.request().task;
  run.apply(Input::Kind::MapRunStarted, task, "arn:run")
      .apply(failed(task, "States.ExceedToleratedFailureThreshold"));
  EXPECT_EQ(run.history(5), R"(
5 MapRunFailed prev=4 {"error":"States.ExceedToleratedFailureThreshold","cause":"why"}
6 MapStateFailed prev=5
7 ExecutionFailed prev=6 {"error":"States.ExceedToleratedFailureThreshold","cause":"why"}
)");
}

}  // namespace
}  // namespace spotdrill::asl
