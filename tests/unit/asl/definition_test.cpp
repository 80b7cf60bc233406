#include "asl/definition.hpp"

#include <gmock/gmock.h>

#include "asl/diagnostics.hpp"

namespace spotdrill::asl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

std::shared_ptr<const StateMachine> read(std::string_view text,
                                         MachineType type = MachineType::Standard) {
  const Parsed parsed = parse_definition(text, type);
  EXPECT_THAT(lines_of(parsed.diagnostics), IsEmpty());
  return parsed.machine;
}

TEST(Definition, OfAPassHasItsResultAndItsPaths) {
  const auto machine = read(R"({
    "Comment": "one", "Version": "1.0", "QueryLanguage": "JSONPath", "TimeoutSeconds": 60,
    "StartAt": "A",
    "States": {
      "A": {"Type": "Pass", "Comment": "first", "InputPath": "$$.Execution.Input", "Result": [1],
            "OutputPath": null, "ResultPath": "$.a.b", "Assign": {"x.$": "$.y", "z": 1},
            "Next": "B"},
      "B": {"Type": "Pass", "InputPath": null, "ResultPath": null, "Parameters": {"k.$": "$"},
            "End": true}
    }})");
  ASSERT_NE(machine, nullptr);
  EXPECT_EQ(machine->comment, "one");
  EXPECT_EQ(machine->timeout, Seconds{60});
  EXPECT_EQ(machine->start_at, "A");
  const State& a = machine->at("A");
  EXPECT_EQ(a.type(), "Pass");
  EXPECT_EQ(a.name, "A");
  EXPECT_EQ(a.comment, "first");
  EXPECT_EQ(a.next, "B");
  EXPECT_EQ(a.input_path->text(), "$$.Execution.Input");
  EXPECT_FALSE(a.output_path.has_value());
  EXPECT_EQ(a.result_path->text(), "$.a.b");
  EXPECT_TRUE(a.assign.has_value());
  EXPECT_EQ(*std::get<Pass>(a.kind).result->text(), "[1]");
  const State& b = machine->at("B");
  EXPECT_EQ(b.next, "");
  EXPECT_FALSE(b.input_path.has_value());
  EXPECT_EQ(b.output_path->text(), "$");
  EXPECT_FALSE(b.result_path.has_value());
  EXPECT_TRUE(std::get<Pass>(b.kind).parameters.has_value());
}

TEST(Definition, OfATaskHasItsResourceAndWhatItDoesAboutErrors) {
  const auto machine = read(R"({
    "StartAt": "A",
    "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances",
            "Parameters": {"InstanceIds.$": "$.ids"}, "ResultSelector": {"all.$": "$"},
            "TimeoutSeconds": 300, "HeartbeatSecondsPath": "$.beat",
            "Credentials": {"RoleArn": "arn:aws:iam::123456789012:role/r"},
            "Retry": [{"ErrorEquals": ["Ec2.Ec2Exception"], "IntervalSeconds": 2, "MaxAttempts": 0,
                       "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"},
                      {"ErrorEquals": ["States.ALL"]}],
            "Catch": [{"ErrorEquals": ["X", "Y"], "ResultPath": "$.error", "Next": "B",
                       "Assign": {"why.$": "$.Cause"}},
                      {"Comment": "the rest", "ErrorEquals": ["States.ALL"], "ResultPath": null,
                       "Next": "B"}],
            "Next": "B"},
      "B": {"Type": "Succeed"}
    }})");
  ASSERT_NE(machine, nullptr);
  const auto& task = std::get<Task>(machine->at("A").kind);
  EXPECT_EQ(task.resource.type, "aws-sdk:ec2");
  EXPECT_TRUE(task.parameters.has_value());
  EXPECT_TRUE(task.credentials.has_value());
  EXPECT_EQ(std::get<Seconds>(*task.timeout), Seconds{300});
  EXPECT_EQ(std::get<Expression>(*task.heartbeat).text(), "$.beat");
  EXPECT_TRUE(task.effort.result_selector.has_value());
  ASSERT_THAT(task.effort.retry, SizeIs(2));
  const Retrier& retrier = task.effort.retry[0];
  EXPECT_THAT(retrier.error_equals, ElementsAre("Ec2.Ec2Exception"));
  EXPECT_EQ(retrier.interval, Seconds{2});
  EXPECT_EQ(retrier.max_attempts, 0);
  EXPECT_EQ(retrier.backoff_rate, 1.5);
  EXPECT_EQ(retrier.max_delay, Seconds{9});
  EXPECT_TRUE(retrier.full_jitter);
  EXPECT_EQ(task.effort.retry[1].interval, Seconds{1});
  EXPECT_EQ(task.effort.retry[1].max_attempts, 3);
  EXPECT_EQ(task.effort.retry[1].backoff_rate, 2.0);
  ASSERT_THAT(task.effort.catchers, SizeIs(2));
  EXPECT_THAT(task.effort.catchers[0].error_equals, ElementsAre("X", "Y"));
  EXPECT_EQ(task.effort.catchers[0].result_path->text(), "$.error");
  EXPECT_TRUE(task.effort.catchers[0].assign.has_value());
  EXPECT_EQ(task.effort.catchers[0].next, "B");
  EXPECT_FALSE(task.effort.catchers[1].result_path.has_value());
}

TEST(Definition, OfAWaitHasOneOfFourTimes) {
  const auto machine = read(R"({
    "StartAt": "A",
    "States": {
      "A": {"Type": "Wait", "Seconds": 0, "Next": "B"},
      "B": {"Type": "Wait", "Timestamp": "2016-03-14T01:59:00Z", "Next": "C"},
      "C": {"Type": "Wait", "SecondsPath": "$seconds", "Next": "D"},
      "D": {"Type": "Wait", "TimestampPath": "$.at[0]", "End": true}
    }})");
  ASSERT_NE(machine, nullptr);
  const auto wait = [&](std::string_view name) { return std::get<Wait>(machine->at(name).kind); };
  EXPECT_EQ(std::get<Seconds>(wait("A").until), Seconds{0});
  EXPECT_EQ(std::get<Instant>(wait("B").until),
            std::chrono::sys_days{std::chrono::March / 14 / 2016} + 1h + 59min);
  EXPECT_EQ(std::get<Expression>(wait("C").until).text(), "$seconds");
  EXPECT_TRUE(wait("C").gives_seconds);
  EXPECT_EQ(std::get<Expression>(wait("D").until).text(), "$.at[0]");
  EXPECT_FALSE(wait("D").gives_seconds);
}

TEST(Definition, OfAChoiceHasItsRules) {
  const auto machine = read(R"asl({
    "StartAt": "A",
    "States": {
      "A": {"Type": "Choice", "Assign": {"n": 1}, "Default": "C", "Choices": [
        {"Comment": "one", "Variable": "$.a", "NumericGreaterThan": 1.5, "Next": "B",
         "Assign": {"n": 2}},
        {"And": [{"Variable": "$$.State.Name", "StringMatches": "x*"},
                 {"Not": {"Variable": "$v", "TimestampLessThan": "2016-03-14T01:59:00Z"}}],
         "Next": "C"},
        {"Variable": "$.a", "StringEqualsPath": "$$.Execution.Name", "Next": "C"},
        {"Or": [{"Variable": "$.b", "IsPresent": false}], "Next": "C"}]},
      "B": {"Type": "Succeed", "InputPath": "$.x"},
      "C": {"Type": "Fail", "Error": "E", "CausePath": "States.Format('{}', $.why)"}
    }})asl");
  ASSERT_NE(machine, nullptr);
  EXPECT_TRUE(machine->at("A").assign.has_value());
  const auto& choice = std::get<Choice>(machine->at("A").kind);
  EXPECT_EQ(choice.fallback, "C");
  ASSERT_THAT(choice.rules, SizeIs(4));
  EXPECT_EQ(choice.rules[0].next, "B");
  EXPECT_TRUE(choice.rules[0].assign.has_value());
  EXPECT_EQ(choice.rules[0].condition.op, "NumericGreaterThan");
  EXPECT_EQ(choice.rules[0].condition.variable.text(), "$.a");
  EXPECT_EQ(choice.rules[0].condition.operand, json::value(1.5));
  const ChoiceCondition& both = choice.rules[1].condition;
  EXPECT_EQ(both.kind, ChoiceCondition::Kind::And);
  ASSERT_THAT(both.conditions, SizeIs(2));
  EXPECT_EQ(both.conditions[1].kind, ChoiceCondition::Kind::Not);
  EXPECT_TRUE(both.conditions[1].conditions.at(0).operand_instant.has_value());
  EXPECT_EQ(choice.rules[2].condition.operand_path->text(), "$$.Execution.Name");
  EXPECT_EQ(choice.rules[3].condition.kind, ChoiceCondition::Kind::Or);
  const auto& fail = std::get<Fail>(machine->at("C").kind);
  EXPECT_EQ(std::get<std::string>(*fail.error), "E");
  EXPECT_EQ(std::get<Expression>(*fail.cause).text(), "States.Format('{}', $.why)");
}

TEST(Definition, OfAParallelHasItsBranches) {
  const auto machine = read(R"({
    "StartAt": "P",
    "States": {"P": {"Type": "Parallel", "ResultSelector": {"a.$": "$[0]"}, "End": true,
      "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
        {"StartAt": "B", "Comment": "two", "States": {"B": {"Type": "Succeed"}}}]}}})");
  ASSERT_NE(machine, nullptr);
  const auto& parallel = std::get<Parallel>(machine->at("P").kind);
  ASSERT_THAT(parallel.branches, SizeIs(2));
  EXPECT_EQ(parallel.branches[1]->start_at, "B");
  EXPECT_EQ(parallel.branches[1]->at("B").type(), "Succeed");
}

TEST(Definition, OfAnInlineMapHasItsProcessor) {
  const auto machine = read(R"({
    "StartAt": "M",
    "States": {"M": {"Type": "Map", "ItemsPath": "$$.Execution.Input.items", "MaxConcurrency": 2,
      "Parameters": {"i.$": "$$.Map.Item.Index"}, "End": true,
      "Iterator": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}}}})");
  ASSERT_NE(machine, nullptr);
  const auto& map = std::get<Map>(machine->at("M").kind);
  EXPECT_FALSE(map.distributed);
  EXPECT_EQ(map.items_path->text(), "$$.Execution.Input.items");
  EXPECT_EQ(std::get<std::int64_t>(*map.concurrency_max), 2);
  EXPECT_TRUE(map.item_selector.has_value());
  EXPECT_EQ(map.processor->start_at, "A");
}

TEST(Definition, OfADistributedMapHasWhatOnlyThatHas) {
  const auto machine = read(R"({
    "StartAt": "M",
    "States": {"M": {"Type": "Map", "Label": "mine", "MaxConcurrencyPath": "$.n",
      "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                     "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW",
                                      "MaxItemsPath": "$max"},
                     "Parameters": {"Bucket": "b", "Key.$": "$.key"}},
      "ItemBatcher": {"MaxItemsPerBatch": 10, "MaxInputBytesPerBatchPath": "$.bytes",
                      "BatchInput": {"a": 1}},
      "ItemSelector": {"v.$": "$$.Map.Item.Value"},
      "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
      "ToleratedFailurePercentage": 5.5, "ToleratedFailureCountPath": "$.count",
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}, "End": true}}})");
  ASSERT_NE(machine, nullptr);
  const auto& map = std::get<Map>(machine->at("M").kind);
  EXPECT_TRUE(map.distributed);
  EXPECT_TRUE(map.express);
  EXPECT_EQ(map.label, "mine");
  EXPECT_EQ(std::get<Expression>(*map.concurrency_max).text(), "$.n");
  EXPECT_EQ(std::get<std::int64_t>(*map.batcher->items_max), 10);
  EXPECT_EQ(std::get<Expression>(*map.batcher->bytes_max).text(), "$.bytes");
  EXPECT_TRUE(map.batcher->batch_input.has_value());
  EXPECT_TRUE(map.item_reader->contains("ReaderConfig"));
  EXPECT_TRUE(map.result_writer->contains("Resource"));
  EXPECT_EQ(std::get<double>(*map.tolerated_failure_percentage), 5.5);
  EXPECT_EQ(std::get<Expression>(*map.tolerated_failure_count).text(), "$.count");
}

TEST(Definition, MakesALabelOfTheNameOfTheState) {
  const auto machine = read(R"({
    "StartAt": "For each: item",
    "States": {"For each: item": {"Type": "Map", "End": true,
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}}}})");
  ASSERT_NE(machine, nullptr);
  EXPECT_EQ(std::get<Map>(machine->at("For each: item").kind).label, "For-each--item");
}

/// Goal: what people bring is read: a filter with a text in it, a request and then a look at it.
TEST(Definition, ThatRequestsASpotInstanceAndLooksAtItIsRead) {
  const auto machine = read(R"({
    "Comment": "A description of my state machine",
    "StartAt": "RequestSpotInstances",
    "States": {
      "RequestSpotInstances": {
        "Type": "Task",
        "Parameters": {
          "InstanceCount": 1,
          "LaunchSpecification": {
            "ImageId": "ami-0de1377598c572f0b",
            "SecurityGroupIds": ["sg-02b0434e8ce793b88"],
            "IamInstanceProfile": {"Arn": "arn:aws:iam::123456789012:instance-profile/p"}
          }
        },
        "Resource": "arn:aws:states:::aws-sdk:ec2:requestSpotInstances",
        "ResultPath": "$.creation",
        "Next": "DescribeSpotInstanceRequests"
      },
      "DescribeSpotInstanceRequests": {
        "Type": "Task",
        "End": true,
        "Parameters": {
          "SpotInstanceRequestIds.$": "$.creation.SpotInstanceRequests[*].SpotInstanceRequestId"
        },
        "Resource": "arn:aws:states:::aws-sdk:ec2:describeSpotInstanceRequests",
        "ResultPath": "$.query"
      }
    }})");
  EXPECT_NE(machine, nullptr);
}

TEST(Definition, ThatFiltersByAPathInQuotesIsReadAndWarnedOf) {
  const Parsed parsed = parse_definition(R"({
    "StartAt": "DescribeSpotInstanceRequests",
    "States": {
      "DescribeSpotInstanceRequests": {
        "Type": "Task", "Parameters": {}, "End": true,
        "Resource": "arn:aws:states:::aws-sdk:ec2:describeSpotInstanceRequests",
        "ResultSelector": {
          "Scraped.$": "$.SpotInstanceRequests[?(@.SpotInstanceRequestId=='sir-4en69zkq')]",
          "Scraped2.$": "$.SpotInstanceRequests[?(@.SpotInstanceRequestId=='$$.Execution.Input.creation.SpotInstanceRequests[0].SpotInstanceRequestId')]",
          "Context.$": "$$",
          "ZZ.$": "$$.Execution.Input.creation.SpotInstanceRequests[0].SpotInstanceRequestId"
        }
      }
    }})");
  EXPECT_TRUE(parsed.valid());
  ASSERT_THAT(parsed.diagnostics, SizeIs(1));
  EXPECT_EQ(parsed.diagnostics[0].severity, Diagnostic::Severity::Warning);
  EXPECT_EQ(parsed.diagnostics[0].location,
            "/States/DescribeSpotInstanceRequests/ResultSelector/Scraped2.$");
  EXPECT_THAT(parsed.diagnostics[0].message,
              HasSubstr("compares with the text '$$.Execution.Input.creation."
                        "SpotInstanceRequests[0].SpotInstanceRequestId' itself"));
}

TEST(Definition, KnowsWhichVariablesEachStateRefersTo) {
  const auto machine = read(R"asl({
    "StartAt": "A",
    "States": {
      "A": {"Type": "Pass", "Assign": {"guess": "x", "answer": "y", "items": []}, "Next": "B"},
      "B": {"Type": "Choice", "Default": "C",
            "Choices": [{"Variable": "$guess", "StringEqualsPath": "$answer", "Next": "C"}]},
      "C": {"Type": "Map", "ItemsPath": "$items", "MaxConcurrencyPath": "$many", "End": true,
            "ItemProcessor": {"StartAt": "D", "States": {
              "D": {"Type": "Pass", "End": true, "InputPath": "$items[0]",
                    "Parameters": {"a": {"b.$": "States.MathAdd($guess, $bias)"}}}}}}
    }})asl");
  ASSERT_NE(machine, nullptr);
  EXPECT_THAT(variable_references(*machine),
              ElementsAre(Pair("B", ElementsAre("answer", "guess")),
                          Pair("C", ElementsAre("items", "many")),
                          Pair("D", ElementsAre("bias", "guess", "items"))));
}

TEST(Definition, InJsonataHasNoVariableReferencesAndItsStatesAmongOthersHave) {
  constexpr std::string_view states = R"asl("StartAt": "A", "States": {
      "A": {"Type": "Pass", "QueryLanguage": "JSONata", "Next": "B", "Assign": {"c": 1},
            "Output": {"a": ["{% $map($b, $string) & $states.input.x %}"], "b": "{% ($d := 1; $d) %}"}},
      "B": {"Type": "Choice", "QueryLanguage": "JSONata", "Default": "C", "Choices": [
              {"Condition": "{% $c = $uuid() %}", "Output": "{% $e %}", "Next": "C"}]},
      "C": {"Type": "Fail", "QueryLanguage": "JSONata", "Error": "{% $f %}"}})asl";
  const auto mixed = read("{" + std::string{states} + "}");
  ASSERT_NE(mixed, nullptr);
  EXPECT_THAT(variable_references(*mixed),
              ElementsAre(Pair("A", ElementsAre("b")), Pair("B", ElementsAre("c", "e")),
                          Pair("C", ElementsAre("f"))));
  const auto whole = read(R"({"QueryLanguage": "JSONata", )" + std::string{states} + "}");
  ASSERT_NE(whole, nullptr);
  EXPECT_THAT(variable_references(*whole), IsEmpty());
}

TEST(LoneState, NeedNotLeadAnywhere) {
  const Parsed parsed = parse_state(R"({"Type": "Pass", "Result": 1})", "Mine");
  EXPECT_THAT(lines_of(parsed.diagnostics), IsEmpty());
  ASSERT_TRUE(parsed.valid());
  EXPECT_EQ(parsed.machine->start_at, "Mine");
  EXPECT_EQ(parsed.machine->at("Mine").type(), "Pass");
  EXPECT_TRUE(parse_state(R"({"Type": "Pass", "Next": "Nowhere"})").valid());
}

TEST(LoneState, IsToldWhatIsWrongWithIt) {
  EXPECT_THAT(lines_of(parse_state(R"({"Type": "Task", "Foo": 1, "Next": "B"})").diagnostics),
              ElementsAre("SCHEMA_VALIDATION_FAILED: Field 'Foo' is not supported at /",
                          "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /"));
}

}  // namespace
}  // namespace spotdrill::asl
