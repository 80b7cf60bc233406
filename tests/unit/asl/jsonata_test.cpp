// States in JSONata, run in virtual time: what each type evaluates, and what becomes of a query
// that fails.
#include <fstream>
#include <iterator>
#include <string>

#include "asl/run.hpp"
#include "asl/unit_scope.hpp"

namespace spotdrill::asl {
namespace {

using testing::HasSubstr;

std::string in_jsonata(std::string_view members) {
  return R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {)" +
         std::string{members} + "}}}";
}

std::string outcome_in_jsonata(std::string_view members, std::string_view input = "{}",
                               Worker worker = {}) {
  return single_quoted(outcome_of(in_jsonata(members), input, std::move(worker)));
}

/// What a failed query's execution comes to.
std::string query_failed(std::string_view expression, std::string_view field,
                         std::string_view what) {
  return fmt::format(
      "Failed States.QueryEvaluationError: An error occurred while executing the state 'A' "
      "(entered "
      "at the event id #2). The JSONata expression '{}' specified for the field '{}' {}",
      expression, field, what);
}

constexpr std::string_view task =
    R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances", "End": true)";

TEST(PassInJsonata, GivesItsOutputOrItsInput) {
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Pass", "End": true)", "[1, 2]"), "Succeeded [1, 2]");
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Pass", "End": true, "Output": {
                "sum": "{% $sum($states.input.n) %}", "by": "{% $states.context.State.Name %}",
                "in": ["{% $states.input.n[0] %}", "as is", {"deep": "{% null %}"}]})",
                               R"({"n": [1, 2]})"),
            "Succeeded {'sum':3,'by':'A','in':[1,'as is',{'deep':null}]}");
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Pass", "End": true, "Output": "{% [1..3] %}")"),
            "Succeeded [1,2,3]");
}

TEST(PassInJsonata, KeepsTheOrderOfItsMembersAndNamesThatEndAsAPathsDo) {
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Pass", "End": true,
                "Output": {"z": "{% 1 %}", "a.$": "$.a", "m": 2})"),
            "Succeeded {'z':1,'a.$':'$.a','m':2}");
}

TEST(Query, ThatGivesNothingFailsAndIsTold) {
  const TestRun run{in_jsonata(R"("Type": "Pass", "End": true, "Output": {"a": [1, "{% $b %}"]})")};
  EXPECT_EQ(single_quoted(run.outcome()),
            query_failed("$b", "Output/a[1]", "returned nothing (undefined)."));
  EXPECT_EQ(single_quoted(run.history(2)), R"(
2 PassStateEntered prev=0 A {}
3 EvaluationFailed prev=0 {'state':'A','location':'Output/a[1]','error':'States.QueryEvaluationError','cause':'An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$b' specified for the field 'Output/a[1]' returned nothing (undefined).'}
4 ExecutionFailed prev=3 {'error':'States.QueryEvaluationError','cause':'An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$b' specified for the field 'Output/a[1]' returned nothing (undefined).'}
)");
}

TEST(Query, ThatFailsInAWaitIsToldOfAfterTheEntry) {
  const TestRun run{in_jsonata(R"("Type": "Wait", "Seconds": "{% 'x' %}", "End": true)")};
  EXPECT_EQ(single_quoted(run.outcome()),
            query_failed("'x'", "Seconds",
                         "returned an unexpected result type. Expected 'number', but was 'string' "
                         "for value: 'x'"));
  EXPECT_THAT(run.history(3), HasSubstr("3 EvaluationFailed prev=2 "));
  EXPECT_THAT(run.history(4), HasSubstr("4 ExecutionFailed prev=3 "));
}

TEST(Query, ThatFailsInAMapsFieldsFailsTheMapBeforeItStarts) {
  const TestRun run{in_jsonata(R"("Type": "Map", "Items": "{% 'x' %}", "End": true,
      "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}})")};
  EXPECT_EQ(single_quoted(run.outcome()),
            query_failed("'x'", "Items",
                         "returned an unexpected result type. Expected 'array', but was 'string' "
                         "for value: 'x'"));
  const std::string history = run.history(2);
  EXPECT_THAT(history, HasSubstr("2 MapStateEntered prev=0"));
  EXPECT_THAT(history, HasSubstr("3 EvaluationFailed prev=0"));
  EXPECT_THAT(history, HasSubstr("4 MapStateFailed prev=3"));
  EXPECT_THAT(history, HasSubstr("5 ExecutionFailed prev=4"));
}

TEST(Query, ThatFailsIsCaughtAndRetried) {
  EXPECT_EQ(single_quoted(outcome_of(R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances",
            "Output": "{% $states.result.missing %}", "End": true,
            "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B",
                       "Output": "{% $states.errorOutput.Error & $states.input.x %}"}]},
      "B": {"Type": "Succeed"}}})",
                                     R"({"x": "!"})", gives("{}"))),
            "Succeeded 'States.QueryEvaluationError!'");
  TestRun run{in_jsonata(std::string{task} + R"(, "Arguments": "{% $missing %}",
      "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}])")};
  run.finish();
  EXPECT_EQ(run.seconds_of(EventType::EvaluationFailed), (std::vector<double>{0, 1, 3}));
}

TEST(TaskInJsonata, TakesArgumentsAndGivesOutput) {
  TestRun run{in_jsonata(std::string{task} + R"(, "TimeoutSeconds": "{% $states.input.t * 2 %}",
      "Arguments": {"Ids": "{% $states.input.ids[$ > 1] %}"}, "Assign": {"seen": "{% $states.result.n %}"},
      "Output": {"n": "{% $states.result.n %}", "of": "{% $states.input.t %}"})"),
              R"({"t": 5, "ids": [1, 2, 3]})", gives(R"({"n": 7})")};
  EXPECT_EQ(*run.request().parameters.text(), R"({"Ids":[2,3]})");
  EXPECT_THAT(run.history(), HasSubstr(R"("timeoutInSeconds":10)"));
  EXPECT_EQ(run.outcome(), R"(Succeeded {"n":7,"of":5})");
  EXPECT_EQ(run.execution.variables().at("seen"), 7);
}

TEST(TaskInJsonata, LooksAtTheTypesOfItsFields) {
  const auto with = [](std::string_view members) {
    return outcome_in_jsonata(std::string{task} + ", " + std::string{members});
  };
  EXPECT_EQ(with(R"("Arguments": "{% 'x' %}")"),
            query_failed("'x'", "Arguments",
                         "returned an unexpected result type. Expected 'object', but was 'string' "
                         "for value: 'x'"));
  EXPECT_THAT(with(R"("TimeoutSeconds": "{% 1.5 %}")"),
              HasSubstr("The TimeoutSeconds field cannot be parsed as an integer: 1.5"));
  EXPECT_THAT(with(R"("HeartbeatSeconds": "{% -1 %}")"),
              HasSubstr("HeartbeatSeconds must be between 0 and 99999999 but was: -1"));
}

TEST(TaskInJsonata, WithoutOutputGivesItsResult) {
  EXPECT_EQ(outcome_in_jsonata(task, R"({"x": 1})", gives("[1]")), "Succeeded [1]");
}

TEST(ChoiceInJsonata, TakesTheFirstRuleWhoseConditionHolds) {
  constexpr std::string_view machine = R"({"StartAt": "A", "States": {
      "A": {"Type": "Choice", "QueryLanguage": "JSONata", "Default": "B",
            "Output": "none", "Assign": {"by": "default"},
            "Choices": [{"Condition": "{% $states.input.n > 5 %}", "Output": "{% $states.input.n %}",
                         "Assign": {"by": "{% 'rule' %}"}, "Next": "B"}]},
      "B": {"Type": "Pass", "Parameters": {"in.$": "$", "by.$": "$by"}, "End": true}}})";
  EXPECT_EQ(single_quoted(outcome_of(machine, R"({"n": 6})")), "Succeeded {'in':6,'by':'rule'}");
  EXPECT_EQ(single_quoted(outcome_of(machine, R"({"n": 5})")),
            "Succeeded {'in':'none','by':'default'}");
  EXPECT_EQ(single_quoted(outcome_of(R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                "B": {"Type": "Succeed"}, "A": {"Type": "Choice", "Default": "B",
                "Choices": [{"Condition": "{% 1 %}", "Next": "B"}]}}})")),
            query_failed("1", "Choices[0]/Condition",
                         "returned an unexpected result type. Expected 'boolean', but was 'number' "
                         "for value: 1"));
}

TEST(WaitInJsonata, WaitsForWhatItsQueryGives) {
  TestRun seconds{in_jsonata(R"("Type": "Wait", "Seconds": "{% $states.input.s + 1 %}", "End": true,
      "Output": "{% $states.input.s %}")"),
                  R"({"s": 4})"};
  EXPECT_EQ(seconds.finish().outcome(), "Succeeded 4");
  EXPECT_EQ(seconds.seconds_now(), 5);
  TestRun until{in_jsonata(R"("Type": "Wait", "Timestamp": "{% $states.input %}", "End": true)"),
                R"("2024-01-01T00:01:00Z")"};
  EXPECT_EQ(until.finish().seconds_now(), 60);
  EXPECT_THAT(outcome_in_jsonata(R"("Type": "Wait", "Timestamp": "{% 'soon' %}", "End": true)"),
              HasSubstr("does not reference a valid ISO-8601"));
  EXPECT_THAT(outcome_in_jsonata(R"("Type": "Wait", "Seconds": "{% -1 %}", "End": true)"),
              HasSubstr("Seconds must be between 0 and 99999999 but was: -1"));
}

TEST(SucceedInJsonata, GivesItsOutput) {
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Succeed", "Output": "{% $states.input.a %}")",
                               R"({"a": [1]})"),
            "Succeeded [1]");
}

TEST(FailInJsonata, FailsOfWhatItsQueriesGive) {
  EXPECT_EQ(
      outcome_in_jsonata(R"("Type": "Fail", "Error": "{% $states.input.e %}", "Cause": "why")",
                         R"({"e": "E"})"),
      "Failed E: why");
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Fail", "Cause": "{% 1 %}")"),
            query_failed("1", "Cause",
                         "returned an unexpected result type. Expected 'string', but was 'number' "
                         "for value: 1"));
}

TEST(ParallelInJsonata, GivesItsArgumentsToEachBranch) {
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Parallel", "Arguments": "{% $states.input.a %}",
      "Output": "{% $sum($states.result) + $states.input.b %}", "End": true, "Branches": [
        {"StartAt": "B", "States": {"B": {"Type": "Pass", "Output": "{% $states.input * 2 %}", "End": true}}},
        {"StartAt": "C", "States": {"C": {"Type": "Pass", "End": true}}}])",
                               R"({"a": 10, "b": 1})"),
            "Succeeded 31");
}

TEST(MapInJsonata, WorksOnItsItems) {
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Map", "Items": "{% $states.input.list[$ > 1] %}",
      "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}",
                       "v": "{% $states.context.Map.Item.Value * $states.input.by %}"},
      "MaxConcurrency": "{% $states.input.by %}", "End": true,
      "Output": "{% $states.result.v %}",
      "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}})",
                               R"({"list": [1, 2, 3], "by": 10})"),
            "Succeeded [20,30]");
  EXPECT_EQ(outcome_in_jsonata(R"("Type": "Map", "Items": ["{% 1 + 1 %}", 3], "End": true,
      "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}})"),
            "Succeeded [2,3]");
}

TEST(MapInJsonata, BatchesTheItemsOfAMapRun) {
  TestRun run{in_jsonata(R"("Type": "Map", "Items": "{% [1..3] %}", "End": true,
      "ItemBatcher": {"MaxItemsPerBatch": "{% $states.input.n %}",
                      "BatchInput": {"n": "{% $states.input.n %}"}},
      "ToleratedFailurePercentage": "{% 12.5 %}", "ToleratedFailureCount": "{% 1 %}",
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}})"),
              R"({"n": 2})"};
  const MapRunRequest& asked = *run.request().map_run;
  ASSERT_THAT(asked.inputs, testing::SizeIs(2));
  EXPECT_EQ(*asked.inputs[1].text(), R"({"BatchInput":{"n":2},"Items":[3]})");
  EXPECT_EQ(asked.tolerated_failure_percentage, 12.5);
  EXPECT_EQ(asked.tolerated_failure_count, 1);
}

TEST(MapInJsonata, LooksAtItsNumbersBeforeItStarts) {
  TestRun run{in_jsonata(R"("Type": "Map", "Items": [1], "MaxConcurrency": "{% -1 %}", "End": true,
      "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}})")};
  EXPECT_THAT(run.outcome(), HasSubstr("MaxConcurrency must be between 0 and"));
  EXPECT_THAT(run.seconds_of(EventType::MapStateStarted), testing::IsEmpty());
}

TEST(Variables, AreSharedByBothLanguages) {
  EXPECT_EQ(single_quoted(outcome_of(R"({"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"x.$": "$.n"}, "Next": "B"},
      "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"y": "{% $x + 1 %}"},
            "Output": "{% $exists($y) %}", "Next": "C"},
      "C": {"Type": "Pass", "Parameters": {"y.$": "$y", "was.$": "$"}, "End": true}}})",
                                     R"({"n": 1})")),
            "Succeeded {'was':false,'y':2}");
}

TEST(Output, InJsonataIsNoLargerThanAnyOther) {
  EXPECT_THAT(
      outcome_in_jsonata(R"("Type": "Pass", "Output": "{% $pad('', 300000, 'x') %}", "End": true)"),
      HasSubstr("States.DataLimitExceeded"));
}

std::string example(std::string_view name) {
  std::ifstream file{fmt::format("{}/jsonata/{}", SPOTDRILL_EXAMPLES, name)};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// The machine that began this project wants a Spot Instance request by its id, which it is given:
/// a filter of JSONPath cannot refer to that.
TEST(FilterExample, ComparesWithTheInputInJsonataAlone) {
  constexpr std::string_view input =
      R"({"creation": {"SpotInstanceRequests": [{"SpotInstanceRequestId": "sir-2"}]}})";
  const Worker two = gives(R"({"SpotInstanceRequests": [{"SpotInstanceRequestId": "sir-1"},
                               {"SpotInstanceRequestId": "sir-2", "State": "open"}]})");
  EXPECT_EQ(single_quoted(outcome_of(example("filter.jsonpath.asl.json"), input, two)),
            "Succeeded {'Scraped':[],'Wanted':'sir-2'}");
  EXPECT_EQ(single_quoted(outcome_of(example("filter.jsonata.asl.json"), input, two)),
            "Succeeded {'Scraped':[{'SpotInstanceRequestId':'sir-2','State':'open'}],"
            "'Wanted':'sir-2'}");
  const std::string_view other =
      R"({"creation": {"SpotInstanceRequests": [{"SpotInstanceRequestId": "sir-3"}]}})";
  EXPECT_EQ(single_quoted(outcome_of(example("filter.jsonata.asl.json"), other, two)),
            "Succeeded {'Scraped':[],'Wanted':'sir-3'}");
  EXPECT_THAT(problems(example("filter.jsonata.asl.json")), testing::IsEmpty());
  EXPECT_THAT(problems(example("filter.jsonpath.asl.json")),
              testing::ElementsAre(HasSubstr("In JSONata a filter can: see examples/jsonata")));
}

}  // namespace
}  // namespace spotdrill::asl
