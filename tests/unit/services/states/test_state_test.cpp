#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/fixture.hpp"
#include "wire/regional.hpp"

namespace spotdrill::states {
namespace {

using api::states::TestStateInput;
using api::states::TestStateOutput;

/// Step Functions that can call itself.
struct TestFixture : Fixture {
  wire::Regional<States> regions{[this](const std::string&) { return make(); }};
  wire::Dispatcher dispatcher;

  TestFixture() {
    dispatcher.add(service(regions));
    states->begin(dispatcher);
  }

  /// Nothing: there is no reply so far.
  std::optional<Result<TestStateOutput>> begin(const TestStateInput& request) {
    auto told = std::make_shared<std::optional<Result<TestStateOutput>>>();
    test_state(*states, request, {}, [told](Result<TestStateOutput> reply) {
      EXPECT_FALSE(told->has_value());
      *told = std::move(reply);
    });
    last = told;
    return *told;
  }

  Result<TestStateOutput> test(TestStateInput request, const std::string& level = "DEBUG") {
    request.inspection_level = level;
    return begin(request).value();
  }

  Result<TestStateOutput> mocked(TestStateInput request, const std::string& result) {
    request.mock.emplace().result = result;
    return test(std::move(request));
  }

  Result<TestStateOutput> mocked_error(TestStateInput request, const std::string& error) {
    request.mock.emplace().error_output.emplace() = {.error = error, .cause = "The cause."};
    return test(std::move(request));
  }

  std::shared_ptr<std::optional<Result<TestStateOutput>>> last;
};

/// The inspection's fields that are there, as "name=value".
std::vector<std::string> inspected(const TestStateOutput& output) {
  const api::states::InspectionData& data = output.inspection_data.value();
  std::vector<std::string> fields;
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value) fields.push_back(std::string{name} + "=" + *value);
  };
  add("input", data.input);
  add("afterInputPath", data.after_input_path);
  add("afterParameters", data.after_parameters);
  add("afterArguments", data.after_arguments);
  add("afterItemsPath", data.after_items_path);
  add("afterItemSelector", data.after_item_selector);
  add("afterItemBatcher", data.after_item_batcher);
  add("result", data.result);
  add("afterResultSelector", data.after_result_selector);
  add("afterResultPath", data.after_result_path);
  add("variables", data.variables);
  return fields;
}

using testing::ElementsAre;

const std::string passes =
    R"({"Type":"Pass","InputPath":"$.a","Parameters":{"x.$":"$.b"},"ResultPath":"$.r",)"
    R"("OutputPath":"$.r","Next":"Later"})";
const std::string lists =
    R"({"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:listStateMachines",)"
    R"("Parameters":{},"ResultSelector":{"n.$":"$.StateMachines"},"ResultPath":"$.all",)"
    R"("Retry":[{"ErrorEquals":["Again"],"BackoffRate":2,"MaxAttempts":5}],)"
    R"("Catch":[{"ErrorEquals":["Other"],"Next":"O"},{"ErrorEquals":["Caught"],"Next":"C",)"
    R"("ResultPath":"$.e"}],"End":true})";
const std::string maps =
    R"({"Type":"Map","ItemsPath":"$.v","MaxConcurrency":1,"ToleratedFailureCount":1,)"
    R"("ItemSelector":{"i.$":"$$.Map.Item.Value"},"ItemProcessor":{"ProcessorConfig":{)"
    R"("Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"In","States":{"In":)"
    R"({"Type":"Pass","End":true}}},"End":true})";
const std::string forks =
    R"({"Type":"Parallel","Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},)"
    R"({"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}],"End":true})";

TEST(TestState, ShowsAPassStepByStep) {
  TestFixture world;
  const auto seen = world.test({.definition = passes, .input = R"({"a": {"b":1}})"});
  ASSERT_TRUE(seen) << message(seen);
  EXPECT_EQ(seen->status, "SUCCEEDED");
  EXPECT_EQ(seen->next_state, "Later");
  EXPECT_EQ(seen->output, R"({"x":1})");
  EXPECT_THAT(inspected(*seen),
              ElementsAre(R"(input={"a": {"b":1}})", R"(afterInputPath={"b":1})",
                          R"(afterParameters={"x":1})", R"(afterResultSelector={"x":1})",
                          R"(afterResultPath={"a":{"b":1},"r":{"x":1}})"));
  EXPECT_FALSE(
      world.test({.definition = passes, .input = R"({"a":{"b":1}})"}, "INFO")->inspection_data);
}

TEST(TestState, ShowsTheResultOfAPassInPlaceOfItsParameters) {
  TestFixture world;
  const auto seen =
      world.test({.definition = R"({"Type":"Pass","Result":{"r":1},"End":true})", .input = "{}"});
  EXPECT_THAT(inspected(*seen),
              ElementsAre("input={}", R"(result={"r":1})", R"(afterResultSelector={"r":1})",
                          R"(afterResultPath={"r":1})"));
  EXPECT_FALSE(seen->next_state);
}

TEST(TestState, ShowsAStateInJsonataByItsOwnFields) {
  TestFixture world;
  const auto task = world.mocked(
      {.definition =
           R"-({"Type":"Task","QueryLanguage":"JSONata","End":true,)-"
           R"-("Resource":"arn:aws:states:::aws-sdk:sfn:listStateMachines",)-"
           R"-("Arguments":{"MaxResults":"{% $states.input.n + $more %}"},"Assign":{"a":"{% $more %}"},)-"
           R"-("Output":"{% $count($states.result.StateMachines) %}"})-",
       .input = R"({"n":1})",
       .variables = R"({"more":2})"},
      R"({"StateMachines":[]})");
  ASSERT_TRUE(task) << message(task);
  EXPECT_EQ(task->output, "0");
  EXPECT_THAT(inspected(*task),
              ElementsAre(R"(input={"n":1})", R"(afterArguments={"MaxResults":3})",
                          R"(result={"StateMachines":[]})", R"(variables={"a":2,"more":2})"));
  const auto failed = world.test(
      {.definition = R"({"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $no %}","End":true})",
       .input = "{}"});
  EXPECT_EQ(failed->status, "FAILED");
  EXPECT_EQ(failed->error, "States.QueryEvaluationError");
  EXPECT_EQ(failed->cause,
            "The JSONata expression '$no' specified for the field 'Output' returned nothing "
            "(undefined).");
  EXPECT_THAT(inspected(*failed), ElementsAre("input={}"));
}

TEST(TestState, ChoosesAndFails) {
  TestFixture world;
  const std::string choice =
      R"({"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Next":"One"}],)"
      R"("Default":"Else"})";
  const auto chosen = world.test({.definition = choice, .input = R"({"n":1})"});
  ASSERT_TRUE(chosen) << message(chosen);
  EXPECT_EQ(chosen->next_state, "One");
  EXPECT_THAT(inspected(*chosen), ElementsAre(R"(input={"n":1})", R"(afterInputPath={"n":1})"));
  const auto failed =
      world.test({.definition = R"({"Type":"Fail","Error":"E","Cause":"C"})", .input = "{}"});
  EXPECT_EQ(failed->status, "FAILED");
  EXPECT_EQ(failed->error, "E");
  EXPECT_EQ(failed->cause, "C");
  EXPECT_FALSE(failed->output);
  EXPECT_THAT(inspected(*failed), ElementsAre("input={}", "afterInputPath={}"));
}

TEST(TestState, FindsAStateWhereverItIsInAMachine) {
  TestFixture world;
  const std::string machine = R"({"StartAt":"M","States":{"M":)" + maps + "}}";
  const auto inner = world.test({.definition = machine, .input = "7", .state_name = "In"});
  ASSERT_TRUE(inner) << message(inner);
  EXPECT_EQ(inner->output, "7");
  EXPECT_EQ(message(world.test({.definition = machine, .state_name = "dne"})),
            "State not found in definition");
  EXPECT_EQ(code(world.test({.definition = R"({"Type":"Nothing"})"})), "InvalidDefinition");
}

TEST(TestState, CallsTheServiceThatATaskNames) {
  TestFixture world;
  world.create("M");
  const std::string named = R"({"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:)";
  EXPECT_EQ(message(world.test({.definition = lists})),
            "RoleArn must be specified when testing a Task state");
  // The dispatcher makes a region of its own: nothing is in it but what it is asked to make.
  const auto listed = world.test({.definition = lists, .role_arn = role, .input = R"({"k":1})"});
  ASSERT_TRUE(listed) << message(listed);
  EXPECT_EQ(listed->status, "SUCCEEDED") << listed->cause.value_or("");
  EXPECT_TRUE(listed->output->starts_with(R"({"k":1,"all":{"n":[)")) << *listed->output;
  const auto refused = world.test(
      {.definition = named + R"(describeStateMachine","Parameters":{"StateMachineArn":")" +
                     machine_prefix + R"(X"},"End":true})",
       .role_arn = role});
  EXPECT_EQ(refused->status, "FAILED");
  EXPECT_EQ(refused->error, "Sfn.StateMachineDoesNotExistException");
  const auto missing =
      world.test({.definition = R"({"Type":"Task","Resource":"arn:aws:states:::glue:startJobRun",)"
                                R"("End":true})",
                  .role_arn = role});
  EXPECT_EQ(missing->cause, "spotdrill does not have the service integration 'glue:startJobRun'.");
}

TEST(TestState, MocksATaskAndSaysWhichHandlerTakesAnError) {
  TestFixture world;
  const TestStateInput request{.definition = lists, .input = R"({"k":1})"};
  const auto done = world.mocked(request, R"({"StateMachines": []})");
  ASSERT_TRUE(done) << message(done);
  EXPECT_THAT(inspected(*done),
              ElementsAre(R"(input={"k":1})", R"(afterInputPath={"k":1})", "afterParameters={}",
                          R"(result={"StateMachines": []})", R"(afterResultSelector={"n":[]})",
                          R"(afterResultPath={"k":1,"all":{"n":[]}})"));
  const auto caught = world.mocked_error(request, "Caught");
  EXPECT_EQ(caught->status, "CAUGHT_ERROR");
  EXPECT_EQ(caught->next_state, "C");
  EXPECT_EQ(caught->error, "Caught");
  EXPECT_EQ(caught->output, R"({"k":1,"e":{"Error":"Caught","Cause":"The cause."}})");
  EXPECT_EQ(caught->inspection_data->error_details->catch_index, 1);
  const auto failed = world.mocked_error(request, "Unknown");
  EXPECT_EQ(failed->status, "FAILED");
  EXPECT_FALSE(failed->inspection_data->error_details);
}

TEST(TestState, CountsTheRetriesThatThereHaveBeen) {
  TestFixture world;
  TestStateInput request{.definition = lists};
  request.state_configuration.emplace().retrier_retry_count = 4;
  const auto again = world.mocked_error(request, "Again");
  EXPECT_EQ(again->status, "RETRIABLE");
  EXPECT_EQ(again->error, "Again");
  EXPECT_EQ(again->inspection_data->error_details->retry_index, 0);
  EXPECT_EQ(again->inspection_data->error_details->retry_backoff_interval_seconds, 16);
  request.state_configuration->retrier_retry_count = 5;
  const auto failed = world.mocked_error(request, "Again");
  EXPECT_EQ(failed->status, "FAILED");
  EXPECT_EQ(failed->inspection_data->error_details->retry_index, 0);
  EXPECT_FALSE(failed->inspection_data->error_details->retry_backoff_interval_seconds);
}

TEST(TestState, MocksAMap) {
  TestFixture world;
  TestStateInput request{.definition = maps, .input = R"({"v":[1,2]})"};
  const auto done = world.mocked(request, "[3, 4]");
  ASSERT_TRUE(done) << message(done);
  EXPECT_EQ(done->output, "[3, 4]");
  EXPECT_THAT(inspected(*done),
              ElementsAre(R"(input={"v":[1,2]})", R"(afterInputPath={"v":[1,2]})",
                          "afterItemsPath=[1,2]", R"(afterItemSelector=[{"i":1},{"i":2}])",
                          "afterResultSelector=[3, 4]", "afterResultPath=[3, 4]"));
  EXPECT_EQ(done->inspection_data->max_concurrency, 1);
  EXPECT_EQ(done->inspection_data->tolerated_failure_count, 1);
  // As they were written, wherever they stand.
  request.input = R"({"v": [1, 2]})";
  EXPECT_EQ(world.mocked(request, "[3, 4]")->inspection_data->after_items_path, "[1, 2]");
  request.definition.replace(request.definition.find("$.v"), 3, "$$.Execution.Input.v");
  request.context = R"({"Execution":{"Input":{"v":["a", "b"]}}})";
  EXPECT_EQ(world.mocked(request, "[3, 4]")->inspection_data->after_items_path, R"(["a", "b"])");
  request = {.definition = maps, .input = R"({"v":[1,2]})"};
  request.state_configuration.emplace().map_iteration_failure_count = 2;
  const auto exceeded = world.mocked(request, "[3, 4]");
  EXPECT_EQ(exceeded->error, "States.ExceedToleratedFailureThreshold");
  EXPECT_EQ(exceeded->cause, "The specified tolerated failure threshold was exceeded");
  request.input = R"({"v":1})";
  EXPECT_EQ(world.mocked(request, "[]")->cause, R"(Reference path "$.v" must point to array.)");
}

/// Source: recorded on AWS.
TEST(TestState, ShowsOfAParallelWhatItComesToOnly) {
  TestFixture world;
  const auto done = world.mocked({.definition = forks}, R"([{"a": 1}, 2])");
  ASSERT_TRUE(done) << message(done);
  EXPECT_EQ(done->output, R"([{"a": 1}, 2])");
  EXPECT_THAT(inspected(*done), ElementsAre("input={}", R"(afterResultSelector=[{"a": 1}, 2])",
                                            R"(afterResultPath=[{"a": 1}, 2])"));
}

TEST(TestState, RefusesMocksInAwssWords) {
  TestFixture world;
  EXPECT_EQ(message(world.mocked({.definition = passes}, "{}")),
            "State type 'Pass' is not supported when a mock is specified");
  for (const std::string& definition : {maps, forks}) {
    EXPECT_EQ(message(world.test({.definition = definition})),
              "TestState API does not support Map or Parallel states. Supported state types "
              "include: [Task, Wait, Pass, Succeed, Fail, Choice]");
    EXPECT_EQ(message(world.mocked({.definition = definition}, "{}")),
              "Mocked result must be an array.");
  }
  EXPECT_EQ(message(world.mocked({.definition = forks}, "[1]")),
            "Mocked result must contain the same number of items as number of Parallel branches.");
  TestStateInput both{.definition = lists};
  both.mock.emplace().error_output.emplace();
  EXPECT_EQ(message(world.mocked({.definition = lists, .reveal_secrets = true}, "{}")),
            "TestState does not support RevealSecrets when a mock is specified.");
  both.mock->result = "{}";
  EXPECT_EQ(message(world.test(both)),
            "A test mock should have only one of the following fields: [result, errorOutput].");
}

TEST(TestState, ChecksAMockedResultAgainstTheOperationsReply) {
  TestFixture world;
  const std::string prefix = "Mock result schema validation error: ";
  const TestStateInput request{.definition = lists};
  EXPECT_EQ(message(world.mocked(request, R"({"StateMachines":1})")),
            prefix + "Field 'StateMachines' must be an array");
  EXPECT_EQ(message(world.mocked(request, R"({"StateMachines":[{"Name":1}]})")),
            prefix + "Required field 'StateMachineArn' is missing");
  EXPECT_EQ(message(world.mocked(request, "{}")),
            prefix + "Required field 'StateMachines' is missing");
  TestStateInput present{.definition = lists};
  present.mock.emplace() = {.result = R"({"StateMachines":[{"Name":1}]})",
                            .field_validation_mode = "PRESENT"};
  EXPECT_EQ(message(world.test(present)), prefix + "Field 'Name' must be a string");
  present.mock->field_validation_mode = "NONE";
  EXPECT_TRUE(world.test(present));
  const std::string container =
      R"({"Type":"Task","Resource":"arn:aws:states:::ecs:runTask","End":true})";
  EXPECT_THAT(message(world.mocked({.definition = container}, "{}")),
              testing::HasSubstr("fieldValidationMode to NONE"));
  present = {.definition = container};
  present.mock.emplace() = {.result = "{}", .field_validation_mode = "PRESENT"};
  EXPECT_TRUE(world.test(present));
  present.mock->result = "no";
  EXPECT_EQ(message(world.test(present)), "Mocked result must be valid JSON");
  const std::string gateway =
      R"({"Type":"Task","Resource":"arn:aws:states:::apigateway:invoke","Parameters":)"
      R"({"ApiEndpoint":"x.execute-api.us-east-1.amazonaws.com","Method":"GET"},"End":true})";
  EXPECT_EQ(world.mocked({.definition = gateway}, R"({"approval": true})")->output,
            R"({"approval": true})");
}

TEST(TestState, UsesAGivenContextAsItIs) {
  TestFixture world;
  const std::string told =
      R"({"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",)"
      R"("Parameters":{"QueueUrl":"q","MessageBody.$":"$$.Task.Token"},)"
      R"("ResultSelector":{"c.$":"$$"},"End":true})";
  const auto seen = world.mocked(
      {.definition = told, .context = R"({"Execution":{},"Task":{"Token":"abc"}})"}, "{}");
  ASSERT_TRUE(seen) << message(seen);
  EXPECT_EQ(seen->inspection_data->after_parameters, R"({"QueueUrl":"q","MessageBody":"abc"})");
  EXPECT_EQ(seen->output, R"({"c":{"Execution":{},"Task":{"Token":"abc"}}})");
  const auto refusal = [&](const std::string& definition, const std::string& context) {
    return message(
        world.mocked({.definition = definition, .context = context}, R"({"StateMachines":[]})"));
  };
  const std::string prefix = "Invalid Context object provided: ";
  EXPECT_EQ(refusal(told, R"({"Execution":{"Id":1}})"), prefix + "Execution.Id must be a string");
  EXPECT_EQ(refusal(told, R"({"Execution":{"pokemon":1}})"),
            prefix + "Field 'pokemon' is not allowed");
  EXPECT_EQ(refusal(told, R"({"Map":{}})"),
            prefix + "'Map' field is not supported when mocking a Context object");
  EXPECT_EQ(refusal(lists, R"({"Task":{"Token":"abc"}})"),
            prefix +
                "Context object contains 'Task' when state is not a Task state with a "
                "'.sync' or '.waitForTaskToken' service integration pattern");
}

TEST(TestState, HasVariablesAndAContextOfItsOwn) {
  TestFixture world;
  const auto seen =
      world.test({.definition = R"({"Type":"Pass","Parameters":{"v.$":"$v","s.$":"$$.State.Name",)"
                                R"("r.$":"$$.Execution.RoleArn"},"Assign":{"w":2},"End":true})",
                  .variables = R"({"v":1})"});
  ASSERT_TRUE(seen) << message(seen);
  EXPECT_EQ(seen->output, R"({"r":null,"s":"StateName","v":1})");
  EXPECT_EQ(seen->inspection_data->variables, R"({"v":1,"w":2})");
}

TEST(TestState, WaitsForAsLongAsTheStateDoesButForFiveMinutesAtMost) {
  TestFixture world;
  EXPECT_FALSE(world.begin({.definition = R"({"Type":"Wait","Seconds":60,"Next":"N"})"}));
  world.time.run_for(59s);
  EXPECT_FALSE(*world.last);
  world.time.run_for(1s);
  ASSERT_TRUE(*world.last);
  EXPECT_EQ((**world.last)->next_state, "N");
  EXPECT_FALSE(world.begin({.definition = R"({"Type":"Wait","Seconds":600,"End":true})"}));
  world.time.run_for(300s);
  ASSERT_TRUE(*world.last);
  EXPECT_EQ((**world.last)->status, "FAILED");
  EXPECT_EQ((**world.last)->error, "States.Timeout");
}

}  // namespace
}  // namespace spotdrill::states
