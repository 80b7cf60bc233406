// What is wrong with a state of each type.
#include <string>

#include "asl/diagnostics.hpp"

namespace spotdrill::asl {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

std::string schema(std::string_view message, std::string_view place = "/States/A") {
  return "SCHEMA_VALIDATION_FAILED: " + std::string{message} + " at " + std::string{place};
}

/// The problems of a Choice whose first rule is `rule` and leads to the end.
std::vector<std::string> rule_problems(std::string_view rule) {
  return problems(R"({"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [)" +
                  std::string{rule} + R"(], "Default": "B"}, "B": {"Type": "Succeed"}}})");
}

/// The problems of a Map with these members besides.
std::vector<std::string> map_problems(std::string_view members, std::string_view config = "",
                                      MachineType type = MachineType::Standard) {
  return state_problems(R"("Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", )" +
                            std::string{config} + R"("States": {"I": {"Type": "Succeed"}}})" +
                            std::string{members},
                        type);
}

constexpr std::string_view distributed =
    R"("ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, )";

TEST(AnyState, HasATypeThatThereIs) {
  EXPECT_THAT(state_problems(R"("End": true)"),
              ElementsAre(schema("These fields are required: [Type]")));
  EXPECT_THAT(state_problems(R"("Type": "pass", "End": true)"),
              ElementsAre(schema("The field 'Type' should have one of these values: [Task, Wait, "
                                 "Pass, Succeed, Fail, Choice, Parallel, Map]",
                                 "/States/A/Type")));
}

TEST(AnyState, HasOnlyTheFieldsOfItsType) {
  struct Case {
    std::string_view type;
    std::string_view field;
  };
  for (const Case& each : std::initializer_list<Case>{{"Pass", "Retry"},
                                                      {"Pass", "ResultSelector"},
                                                      {"Pass", "TimeoutSeconds"},
                                                      {"Wait", "ResultPath"},
                                                      {"Wait", "Parameters"},
                                                      {"Choice", "Next"},
                                                      {"Choice", "End"},
                                                      {"Succeed", "Assign"},
                                                      {"Succeed", "End"},
                                                      {"Fail", "InputPath"},
                                                      {"Fail", "Next"},
                                                      {"Parallel", "TimeoutSeconds"},
                                                      {"Map", "TimeoutSeconds"},
                                                      {"Task", "Branches"},
                                                      {"Task", "Foo"}}) {
    EXPECT_THAT(state_problems("\"Type\": \"" + std::string{each.type} + "\", \"" +
                               std::string{each.field} + "\": null"),
                Contains(schema("Field '" + std::string{each.field} + "' is not supported")))
        << each.type << " " << each.field;
  }
}

TEST(AnyState, HasNoFieldOfJsonata) {
  for (const std::string_view field : {"Arguments", "Output"}) {
    EXPECT_THAT(task_problems("\"" + std::string{field} + "\": {}"),
                ElementsAre(schema("The QueryLanguage is set to 'JSONPath', but field '" +
                                   std::string{field} +
                                   "' is only supported for the 'JSONata' QueryLanguage")));
  }
  EXPECT_THAT(map_problems(R"(, "Items": [])"),
              ElementsAre(schema("The QueryLanguage is set to 'JSONPath', but field 'Items' is "
                                 "only supported for the 'JSONata' QueryLanguage")));
}

TEST(AnyState, LeadsOnOrEnds) {
  EXPECT_THAT(
      state_problems(R"("Type": "Pass")"),
      ElementsAre(schema("This object should have only one of the following fields: [Next, End]")));
  EXPECT_THAT(
      state_problems(R"("Type": "Pass", "End": false)"),
      ElementsAre(schema("This object should have only one of the following fields: [Next, End]")));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "Next": "A", "End": true)"),
              ElementsAre(schema("There should only be one of the following fields: [Next, End]")));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "End": "yes")"),
              ElementsAre(schema("Expected value of type Boolean", "/States/A/End")));
}

TEST(AnyPath, IsOne) {
  EXPECT_THAT(state_problems(R"("Type": "Pass", "OutputPath": "Test", "End": true)"),
              ElementsAre(schema("Value must be a valid JSONPath.", "/States/A/OutputPath")));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "InputPath": "$.a[", "End": true)"),
              ElementsAre(StartsWith("SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath")));
  EXPECT_THAT(state_problems(R"asl("Type": "Pass", "InputPath": "States.UUID()", "End": true)asl"),
              ElementsAre(schema("Value must be a valid JSONPath.", "/States/A/InputPath")));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "InputPath": 1, "End": true)"),
              ElementsAre(schema("Expected value of type String", "/States/A/InputPath")));
}

TEST(ReferencePath, NamesOnePlace) {
  EXPECT_THAT(state_problems(R"("Type": "Pass", "ResultPath": "a", "End": true)"),
              ElementsAre(schema("Value is not a Reference Path: Reference path didn't start with "
                                 "'$'",
                                 "/States/A/ResultPath")));
  for (const std::string_view path : {"$.a[*]", "$..a", "$.a[?(@.b == 1)]", "$.a[0,1]", "$.a[0:2]",
                                      "$$.Execution", "$variable"}) {
    EXPECT_THAT(
        state_problems(R"("Type": "Pass", "ResultPath": ")" + std::string{path} +
                       R"(", "End": true)"),
        ElementsAre(StartsWith("SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: ")))
        << path;
  }
  EXPECT_THAT(
      state_problems(R"("Type": "Wait", "SecondsPath": "$$.Execution.Input.n", "End": true)"),
      ElementsAre(schema("Value is not a Reference Path: it refers to the context object",
                         "/States/A/SecondsPath")));
}

TEST(Template, HasPathsAndCallsWhereItsNamesSaySo) {
  const auto lines = task_problems(R"("Parameters": {"a": {"b.$": "Test"}, "c.$": 1})");
  EXPECT_THAT(lines, testing::SizeIs(2));
  EXPECT_THAT(lines, Contains(testing::AllOf(
                         StartsWith("SCHEMA_VALIDATION_FAILED: The value for the field 'b.$' must "
                                    "be a valid JSONPath or a valid intrinsic function call"),
                         testing::EndsWith(" at /States/A/Parameters/a"))));
  EXPECT_THAT(lines, Contains(testing::AllOf(
                         StartsWith("SCHEMA_VALIDATION_FAILED: The value for the field 'c.$' must "
                                    "be a STRING that contains a JSONPath but was a NUMBER"),
                         testing::EndsWith(" at /States/A/Parameters"))));
  EXPECT_THAT(task_problems(R"("ResultSelector": "$")"),
              ElementsAre(schema("Expected value of type Object", "/States/A/ResultSelector")));
}

TEST(Variable, HasANameThatMayBeAssigned) {
  EXPECT_THAT(state_problems(R"("Type": "Pass", "End": true, "Assign": {"states": 1})"),
              ElementsAre("RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. "
                          "at /States/A/Assign"));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "End": true, "Assign": {"a-b.$": "$", "1": 2})"),
              ElementsAre("INVALID_VARIABLE_NAME: Invalid variable name 'a-b': the variable name "
                          "contains invalid characters. at /States/A/Assign",
                          "INVALID_VARIABLE_NAME: Invalid variable name '1': the variable name "
                          "contains invalid characters. at /States/A/Assign"));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "End": true, "Assign": {"a_1": 1, "été": 2})"),
              IsEmpty());
}

TEST(Task, HasAResource) {
  EXPECT_THAT(state_problems(R"("Type": "Task", "End": true)"),
              ElementsAre(schema("These fields are required: [Resource]")));
  EXPECT_THAT(state_problems(R"("Type": "Task", "Resource": "create", "End": true)"),
              ElementsAre(schema("Value is not a valid resource ARN", "/States/A/Resource")));
  EXPECT_THAT(
      state_problems(
          R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:runInstances.sync", "End": true)"),
      ElementsAre(schema("The resource provided arn:aws:states:::aws-sdk:ec2:runInstances.sync is "
                         "not recognized",
                         "/States/A/Resource")));
}

TEST(Task, OfAnExpressStateMachineWaitsForNothing) {
  const auto express = [](std::string_view resource) {
    return state_problems(
        R"("Type": "Task", "End": true, "Resource": ")" + std::string{resource} + "\"",
        MachineType::Express);
  };
  EXPECT_THAT(express("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
              ElementsAre(schema("Express state machine does not support '.waitForTaskToken' "
                                 "service integration ",
                                 "/States/A/Resource")));
  EXPECT_THAT(express("arn:aws:states:::states:startExecution.sync:2"),
              ElementsAre(schema("Express state machine does not support '.sync' service "
                                 "integration ",
                                 "/States/A/Resource")));
  EXPECT_THAT(express("arn:aws:states:us-east-1:123456789012:activity:a"),
              ElementsAre(schema("Express state machine does not support Activity ARN",
                                 "/States/A/Resource")));
  EXPECT_THAT(express("arn:aws:states:::sqs:sendMessage"), IsEmpty());
}

TEST(Task, HasTimesInRange) {
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": 0)"),
              ElementsAre(schema("Minimum value is 1", "/States/A/TimeoutSeconds")));
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": 100000000)"),
              ElementsAre(schema("Maximum value is 99999999", "/States/A/TimeoutSeconds")));
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": 1.5)"),
              ElementsAre(schema("Expected value of type Integer", "/States/A/TimeoutSeconds")));
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": "60")"),
              ElementsAre(schema("Expected value of type Integer", "/States/A/TimeoutSeconds")));
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": 60, "TimeoutSecondsPath": "$.t")"),
              ElementsAre(schema("There should only be one of the following fields: "
                                 "[TimeoutSeconds, TimeoutSecondsPath]")));
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": 60, "HeartbeatSeconds": 60)"),
              ElementsAre(schema("HeartbeatSeconds must be smaller than TimeoutSeconds",
                                 "/States/A/HeartbeatSeconds")));
  EXPECT_THAT(task_problems(R"("TimeoutSeconds": 60, "HeartbeatSeconds": 59)"), IsEmpty());
}

TEST(Task, HasCredentialsOfARole) {
  EXPECT_THAT(task_problems(R"("Credentials": {})"),
              ElementsAre(schema("The field 'RoleArn' is required but was missing",
                                 "/States/A/Credentials")));
  EXPECT_THAT(state_problems(
                  R"("Type": "Task", "End": true, "Credentials": {"RoleArn.$": "$.role"},
             "Resource": "arn:aws:states:us-east-1:123456789012:activity:a")"),
              ElementsAre(schema("The field 'Credentials' is not supported for activities")));
}

TEST(Retrier, HasErrorsAndNumbersInRange) {
  EXPECT_THAT(
      task_problems(R"("Retry": [{}])"),
      ElementsAre(schema("These fields are required: [ErrorEquals]", "/States/A/Retry[0]")));
  EXPECT_THAT(task_problems(R"("Retry": [{"ErrorEquals": []}, 1])"),
              ElementsAre(schema("Value cannot be empty", "/States/A/Retry[0]/ErrorEquals"),
                          schema("Expected value of type Object", "/States/A/Retry[1]")));
  EXPECT_THAT(
      task_problems(R"("Retry": [{"ErrorEquals": ["X", 1], "IntervalSeconds": -1,
                        "MaxAttempts": 100000000, "BackoffRate": 0.5, "MaxDelaySeconds": 31622401,
                        "JitterStrategy": "SOME", "Next": "A"}])"),
      ElementsAre(schema("Field 'Next' is not supported", "/States/A/Retry[0]"),
                  schema("Expected value of type String", "/States/A/Retry[0]/ErrorEquals[1]"),
                  schema("Minimum value is 0", "/States/A/Retry[0]/IntervalSeconds"),
                  schema("Maximum value is 99999999", "/States/A/Retry[0]/MaxAttempts"),
                  schema("Minimum value is 1.0", "/States/A/Retry[0]/BackoffRate"),
                  schema("Maximum value is 31622400", "/States/A/Retry[0]/MaxDelaySeconds"),
                  schema("Value should be one of the following: [NONE, FULL]",
                         "/States/A/Retry[0]/JitterStrategy")));
  EXPECT_THAT(task_problems(R"("Retry": [], "Catch": [])"), IsEmpty());
}

TEST(Catcher, LeadsSomewhere) {
  EXPECT_THAT(task_problems(R"("Catch": [{"ErrorEquals": ["X"], "ResultPath": "a"}])"),
              ElementsAre(schema("These fields are required: [Next]", "/States/A/Catch[0]"),
                          schema("Value is not a Reference Path: Reference path didn't start with "
                                 "'$'",
                                 "/States/A/Catch[0]/ResultPath")));
}

TEST(StatesAll, StandsAloneAndLast) {
  const std::string_view words = "States.ALL must appear alone and at end of list";
  EXPECT_THAT(task_problems(R"("Retry": [{"ErrorEquals": ["X", "States.ALL"]}])"),
              ElementsAre(schema(words, "/States/A/Retry[0]/ErrorEquals[1]")));
  EXPECT_THAT(task_problems(R"("Catch": [{"ErrorEquals": ["States.ALL"], "Next": "A"},
                                 {"ErrorEquals": ["X"], "Next": "A"}])"),
              ElementsAre(schema(words, "/States/A/Catch[0]/ErrorEquals[0]")));
}

TEST(Wait, HasOneTime) {
  EXPECT_THAT(state_problems(R"("Type": "Wait", "End": true)"),
              ElementsAre(schema("This object should have only one of the following fields: "
                                 "[SecondsPath, Seconds, TimestampPath, Timestamp]")));
  EXPECT_THAT(state_problems(R"("Type": "Wait", "Seconds": 1, "SecondsPath": "$.s", "End": true)"),
              ElementsAre(schema("There should only be one of the following fields: [SecondsPath, "
                                 "Seconds, TimestampPath, Timestamp]")));
  EXPECT_THAT(state_problems(R"("Type": "Wait", "Seconds": 10000000000000000, "End": true)"),
              ElementsAre(schema("Maximum value is 99999999", "/States/A/Seconds")));
  EXPECT_THAT(state_problems(R"("Type": "Wait", "Seconds": 1e30, "End": true)"),
              ElementsAre(schema("Maximum value is 99999999", "/States/A/Seconds")));
  EXPECT_THAT(state_problems(R"("Type": "Wait", "Seconds": -1, "End": true)"),
              ElementsAre(schema("Minimum value is 0", "/States/A/Seconds")));
  EXPECT_THAT(
      state_problems(R"("Type": "Wait", "Timestamp": "2016-03-14 01:59:00", "End": true)"),
      ElementsAre(schema("String does not match RFC3339 timestamp", "/States/A/Timestamp")));
}

TEST(Fail, HasEachOfItsWordsOnce) {
  EXPECT_THAT(state_problems(R"("Type": "Fail", "Error": "E", "ErrorPath": "$.e", "Cause": 1)"),
              ElementsAre(schema("There should only be one of the following fields: [Error, "
                                 "ErrorPath]"),
                          schema("Expected value of type String", "/States/A/Cause")));
  EXPECT_THAT(state_problems(R"("Type": "Fail", "CausePath": "nothing")"),
              ElementsAre(StartsWith("SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath or "
                                     "a valid intrinsic function call")));
}

TEST(Parallel, HasBranchesThatAreSound) {
  EXPECT_THAT(state_problems(R"("Type": "Parallel", "End": true)"),
              ElementsAre(schema("These fields are required: [Branches]")));
  EXPECT_THAT(state_problems(R"("Type": "Parallel", "Branches": [], "End": true)"),
              ElementsAre(schema("Value cannot be empty", "/States/A/Branches")));
  EXPECT_THAT(
      state_problems(R"("Type": "Parallel", "End": true, "Branches": [1, {"Version": "1.0"},
                        {"StartAt": "B", "States": {"B": {"Type": "Wait", "End": true}}}])"),
      ElementsAre(schema("Expected value of type Object", "/States/A/Branches[0]"),
                  schema("Field 'Version' is not supported", "/States/A/Branches[1]"),
                  schema("These fields are required: [States, StartAt]", "/States/A/Branches[1]"),
                  schema("This object should have only one of the following fields: [SecondsPath, "
                         "Seconds, TimestampPath, Timestamp]",
                         "/States/A/Branches[2]/States/B")));
}

TEST(Choice, HasRules) {
  EXPECT_THAT(state_problems(R"("Type": "Choice")"),
              Contains(schema("These fields are required: [Choices]")));
  EXPECT_THAT(rule_problems(""), ElementsAre(schema("Value cannot be empty", "/States/A/Choices")));
  EXPECT_THAT(rule_problems(R"({"Variable": "$", "StringMatches": "Test"})"),
              ElementsAre(schema("These fields are required: [Next]", "/States/A/Choices[0]")));
}

TEST(ChoiceRule, IsOneComparisonOrOneCombination) {
  const std::string_view rule = "/States/A/Choices[0]";
  const std::string_view one_of =
      "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]";
  EXPECT_THAT(rule_problems(R"({"Next": "B"})"), ElementsAre(schema(one_of, rule)));
  EXPECT_THAT(rule_problems(R"({"StringEquals": "x", "Next": "B"})"),
              ElementsAre(schema(one_of, rule)));
  EXPECT_THAT(rule_problems(R"({"Variable": "$.a", "Not": {}, "Next": "B"})"),
              ElementsAre(schema(one_of, rule)));
  EXPECT_THAT(
      rule_problems(R"({"Variable": "$.a", "IsNull": true, "StringEquals": "x", "Next": "B"})"),
      ElementsAre(schema("There should only be one of the following fields: [IsNull, "
                         "StringEquals]",
                         rule)));
  EXPECT_THAT(rule_problems(R"({"Variable": "$.a", "Next": "B"})"),
              ElementsAre(StartsWith("SCHEMA_VALIDATION_FAILED: This object should have only one "
                                     "of the following fields: [StringEquals, ")));
  EXPECT_THAT(rule_problems(R"({"Variable": "$.a", "StringIs": "x", "IsNull": true, "Next": "B"})"),
              ElementsAre(schema("Field 'StringIs' is not supported", rule)));
  EXPECT_THAT(rule_problems(R"({"Condition": "{% true %}", "Next": "B"})"),
              ElementsAre(schema("The QueryLanguage is set to 'JSONPath', but field 'Condition' is "
                                 "only supported for the 'JSONata' QueryLanguage",
                                 rule)));
}

TEST(ChoiceRule, NestsRulesThatLeadNowhere) {
  EXPECT_THAT(
      rule_problems(R"({"And": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Next": "B"})"),
      ElementsAre(schema("Field 'Next' is not supported", "/States/A/Choices[0]/And[0]")));
  EXPECT_THAT(
      rule_problems(R"({"Not": {"Variable": "$.a", "IsNull": 1}, "Next": "B"})"),
      ElementsAre(schema("Expected value of type Boolean", "/States/A/Choices[0]/Not/IsNull")));
  EXPECT_THAT(rule_problems(R"({"Or": [], "Next": "B"})"),
              ElementsAre(schema("Value cannot be empty", "/States/A/Choices[0]/Or")));
}

TEST(ChoiceRule, ComparesWithWhatItsOperatorTakes) {
  const auto with = [](std::string_view comparison) {
    return rule_problems(R"({"Variable": "$.a", "Next": "B", )" + std::string{comparison} + "}");
  };
  EXPECT_THAT(
      with(R"("StringEquals": 1)"),
      ElementsAre(schema("Expected value of type String", "/States/A/Choices[0]/StringEquals")));
  EXPECT_THAT(
      with(R"("NumericLessThan": "1")"),
      ElementsAre(schema("Expected value of type Double", "/States/A/Choices[0]/NumericLessThan")));
  EXPECT_THAT(
      with(R"("BooleanEquals": "true")"),
      ElementsAre(schema("Expected value of type Boolean", "/States/A/Choices[0]/BooleanEquals")));
  EXPECT_THAT(with(R"("TimestampEquals": "today")"),
              ElementsAre(schema("String does not match RFC3339 timestamp",
                                 "/States/A/Choices[0]/TimestampEquals")));
  EXPECT_THAT(with(R"("NumericEqualsPath": "b")"),
              ElementsAre(schema("Value is not a Reference Path: Reference path didn't start with "
                                 "'$'",
                                 "/States/A/Choices[0]/NumericEqualsPath")));
  EXPECT_THAT(
      with(R"("StringMatchesPath": "$.b")"),
      Contains(schema("Field 'StringMatchesPath' is not supported", "/States/A/Choices[0]")));
}

TEST(Map, HasOneProcessor) {
  EXPECT_THAT(state_problems(R"("Type": "Map", "End": true)"),
              ElementsAre(schema("This object should have only one of the following fields: "
                                 "[ItemProcessor, Iterator]")));
  EXPECT_THAT(map_problems(R"(, "Iterator": {})"),
              ElementsAre(schema("There should only be one of the following fields: "
                                 "[ItemProcessor, Iterator]")));
  EXPECT_THAT(
      map_problems("", R"("QueryLanguage": "JSONPath", )"),
      ElementsAre(schema("Field 'QueryLanguage' is not supported", "/States/A/ItemProcessor")));
}

TEST(Map, HasAProcessorConfigOfItsMode) {
  const std::string_view config = "/States/A/ItemProcessor/ProcessorConfig";
  EXPECT_THAT(map_problems("", R"("ProcessorConfig": {"Mode": "DISTRIBUTED"}, )"),
              ElementsAre(schema("These fields are required: [ExecutionType]", config)));
  EXPECT_THAT(
      map_problems("", R"("ProcessorConfig": {"Mode": "INLINE", "ExecutionType": "EXPRESS"}, )"),
      ElementsAre(schema("Field 'ExecutionType' is not supported", config)));
  EXPECT_THAT(map_problems("", R"("ProcessorConfig": {"Mode": "ELSEWHERE"}, )"),
              ElementsAre(schema("Value should be one of the following: [INLINE, DISTRIBUTED]",
                                 std::string{config} + "/Mode")));
  EXPECT_THAT(map_problems("", distributed, MachineType::Express),
              ElementsAre(schema("The field 'Mode' with value 'DISTRIBUTED' is not supported "
                                 "inside 'EXPRESS' state machines",
                                 std::string{config} + "/Mode")));
}

TEST(Map, ThatIsDistributedAsExpressHasIterationsThatAreExpress) {
  EXPECT_THAT(state_problems(R"("Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I",
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "States": {"I": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:us-east-1:123456789012:activity:a"}}})"),
              ElementsAre(schema("Express state machine does not support Activity ARN",
                                 "/States/A/ItemProcessor/States/I/Resource")));
}

TEST(Map, HasNumbersInRange) {
  EXPECT_THAT(map_problems(R"(, "MaxConcurrency": -1, "ToleratedFailurePercentage": 100.5,
                              "ToleratedFailureCount": -1, "ItemBatcher": {"MaxItemsPerBatch": -1,
                              "MaxItemsPerBatchPath": "$.n"})",
                           distributed),
              testing::UnorderedElementsAre(
                  schema("Minimum value is 0", "/States/A/MaxConcurrency"),
                  schema("Maximum value is 100.0", "/States/A/ToleratedFailurePercentage"),
                  schema("Minimum value is 0", "/States/A/ToleratedFailureCount"),
                  schema("There should only be one of the following fields: [MaxItemsPerBatch, "
                         "MaxItemsPerBatchPath]",
                         "/States/A/ItemBatcher")));
}

TEST(Map, ThatIsInlineHasNothingOfADistributedOne) {
  EXPECT_THAT(map_problems(R"(, "Label": "x", "ItemReader": {})"),
              testing::UnorderedElementsAre(schema("Field 'Label' is not supported"),
                                            schema("Field 'ItemReader' is not supported")));
}

TEST(Map, HasAReaderAndAWriterThatAreSound) {
  EXPECT_THAT(
      map_problems(R"(, "ItemReader": {"Resource": "arn:aws:states:::s3:putObject",
                        "ReaderConfig": {"InputType": "CSV"}},
                       "ResultWriter": {"Parameters": {}})",
                   distributed),
      ElementsAre(
          schema("The field 'Resource' does not match any of the allowed values",
                 "/States/A/ItemReader/Resource"),
          schema("The field 'CSVHeaderLocation' is required", "/States/A/ItemReader/ReaderConfig"),
          schema("These fields are required: [Resource]", "/States/A/ResultWriter")));
  EXPECT_THAT(
      map_problems(R"(, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                        "ReaderConfig": {"InputType": "JSON", "CSVHeaderLocation": "GIVEN",
                                         "MaxItems": 100000001}})",
                   distributed),
      testing::UnorderedElementsAre(
          schema("Field 'CSVHeaderLocation' is not supported", "/States/A/ItemReader/ReaderConfig"),
          schema("Maximum value is 100000000", "/States/A/ItemReader/ReaderConfig/MaxItems")));
}

TEST(MapLabel, IsShortAndStandsOnce) {
  EXPECT_THAT(map_problems(R"(, "Label": ")" + std::string(41, 'x') + "\"", distributed),
              ElementsAre("INVALID_LABEL_NAME: The label '" + std::string(41, 'x') +
                          "' exceeds the 40-character limit allowed by the service at "
                          "/States/A/Label"));
  EXPECT_THAT(
      map_problems(R"(, "Label": ")" + std::string(20, 'x') + R"(ééééééééééééééé")", distributed),
      ElementsAre());
  EXPECT_THAT(map_problems(R"(, "Label": "a\u009fb")", distributed),
              ElementsAre(testing::StartsWith("INVALID_LABEL_NAME: The label 'a")));
  EXPECT_THAT(map_problems(R"(, "Label": "a b")", distributed),
              ElementsAre("INVALID_LABEL_NAME: The label 'a b' contains invalid characters at "
                          "/States/A/Label"));
  const std::string map =
      R"({"Type": "Map", "Label": "l", "Next": "N", "ItemProcessor": {"StartAt": "S", )" +
      std::string{distributed} + R"("States": {"S": {"Type": "Succeed"}}}})";
  std::string other = map;
  other.replace(other.find("\"N\""), 3, "\"E\"");
  for (std::size_t at; (at = other.find("\"S\"")) != std::string::npos;) {
    other.replace(at, 3, "\"T\"");
  }
  EXPECT_THAT(problems(R"({"StartAt": "M", "States": {"M": )" + map + R"(, "N": )" + other +
                       R"(, "E": {"Type": "Succeed"}}})"),
              ElementsAre("DUPLICATE_LABEL_NAME: Duplicate Label name: l at /States/N/Label"));
}

}  // namespace
}  // namespace spotdrill::asl
