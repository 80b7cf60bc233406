#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/states/cloud.hpp"

namespace spotdrill::states {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

const std::string pass_machine = R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})";
const std::string long_wait =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})";
const std::string failing =
    R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"C"}}})";

json::value json_of(const std::string& text) {
  const auto parsed = parse_json(text);
  EXPECT_TRUE(parsed.has_value()) << text;
  return parsed.has_value() ? *parsed : json::value{};
}

std::string child_of(const std::string& machine, const std::string& more = "") {
  return R"({"StateMachineArn":")" + machine + R"(","Name":"child","Input":{"a":1})" + more + "}";
}

TEST(AwsSdkIntegrations, CallEveryServiceInItsOwnNames) {
  Cloud cloud;
  const std::string put =
      cloud.run_task("aws-sdk:ssm:putParameter", R"({"Name":"p","Value":"v","Type":"String"})");
  EXPECT_EQ(cloud.output(put), R"({"Version":1,"Tier":"Standard"})");
  const std::string made = cloud.run_task(
      "aws-sdk:ec2:requestSpotInstances",
      R"({"InstanceCount":1,"LaunchSpecification":{"ImageId":"ami-0de1377598c572f0b",)"
      R"("InstanceType":"t3.small"}})");
  const json::value requests = json_of(cloud.output(made)).at("SpotInstanceRequests");
  EXPECT_THAT(std::string{requests.at(0).at("SpotInstanceRequestId").as_string()},
              StartsWith("sir-"));
  EXPECT_THAT(std::string{requests.at(0).at("CreateTime").as_string()},
              MatchesRegex("2026-11-23T10:00:00.*Z"));
}

// Goal: members that the models have in lower case are in PascalCase, both ways, and the token that
// an SDK makes need not be given.
TEST(AwsSdkIntegrations, UsePascalCaseWhateverTheModelHas) {
  Cloud cloud;
  const std::string fis = cloud.run_task(
      "aws-sdk:fis:createExperimentTemplate",
      R"({"Description":"d","RoleArn":"arn:aws:iam::123456789012:role/fis","StopConditions":)"
      R"([{"Source":"none"}],"Targets":{},"Actions":{"pause":{"ActionId":"aws:fis:wait",)"
      R"("Parameters":{"duration":"PT1M"}}}})");
  ASSERT_EQ(cloud.status(fis), "SUCCEEDED") << cloud.failure(fis);
  const json::value made = json_of(cloud.output(fis)).at("ExperimentTemplate");
  EXPECT_EQ(made.at("Actions").at("pause").at("ActionId"), "aws:fis:wait");
  EXPECT_EQ(made.at("Actions").at("pause").at("Parameters").at("duration"), "PT1M");
  const std::string sfn = cloud.run_task("aws-sdk:sfn:listStateMachines", R"({"MaxResults":1})");
  const json::value listed = json_of(cloud.output(sfn));
  EXPECT_EQ(listed.at("StateMachines").at(0).at("Name"), "Task1");
  EXPECT_TRUE(listed.at("NextToken").is_string());
}

TEST(AwsSdkIntegrations, FailInTheWordsOfTheSdk) {
  Cloud cloud;
  const std::string get = cloud.run_task("aws-sdk:ssm:getParameter", R"({"Name":"none"})");
  EXPECT_THAT(
      cloud.failure(get),
      MatchesRegex("Ssm.ParameterNotFoundException: null \\(Service: Ssm, Status Code: 400, "
                   "Request ID: [0-9a-f-]{36}\\)"));
  const std::string ec2 =
      cloud.run_task("aws-sdk:ec2:describeInstances", R"({"InstanceIds":["i-00000000000000000"]})");
  EXPECT_THAT(cloud.failure(ec2),
              MatchesRegex("Ec2.Ec2Exception: The instance ID 'i-00000000000000000' does not exist "
                           "\\(Service: Ec2, Status Code: 400, Request ID: [0-9a-f-]{36}\\)"));
  const std::string sfn =
      cloud.run_task("aws-sdk:sfn:describeStateMachine",
                     R"({"StateMachineArn":")" + Cloud::prefix + R"(stateMachine:N"})");
  EXPECT_THAT(cloud.failure(sfn), StartsWith("Sfn.StateMachineDoesNotExistException: State Machine "
                                             "Does Not Exist: '"));
  EXPECT_THAT(cloud.events(sfn), HasSubstr("\n5<4 TaskFailed\n6<5 ExecutionFailed\n"));
}

TEST(AwsSdkIntegrations, CallAsTheRoleOfTheTasksCredentials) {
  Cloud cloud;
  const auto caller = [&](const std::string& name, const std::string& more) {
    cloud.run_task("aws-sdk:ssm:putParameter",
                   R"({"Name":")" + name + R"(","Value":"v","Type":"String"})", more);
    return ssm::get_parameter_history(cloud.ssm(), {.name = name})
        ->parameters.at(0)
        .last_modified_user.value_or("");
  };
  EXPECT_THAT(caller("own", ""), StartsWith("arn:aws:sts::123456789012:assumed-role/sfn/"));
  EXPECT_THAT(
      caller("other", R"(,"Credentials":{"RoleArn":"arn:aws:iam::123456789012:role/else"})"),
      StartsWith("arn:aws:sts::123456789012:assumed-role/else/"));
}

// Observed on AWS: the Input of aws-sdk:sfn:startExecution may be JSON.
TEST(AwsSdkIntegrations, JsonIsSentAsTextWhereTheModelHasText) {
  Cloud cloud;
  const std::string machine = cloud.create("Child", pass_machine);
  const std::string run =
      cloud.run_task("aws-sdk:sfn:startExecution", R"({"Name":"child","StateMachineArn":")" +
                                                       machine + R"(","Input":{"a":[1, true]}})");
  EXPECT_EQ(cloud.status(run), "SUCCEEDED");
  EXPECT_EQ(cloud.describe(Cloud::prefix + "execution:Child:child").input, R"({"a":[1,true]})");
}

// Goal: what has the form is sent, and the service says what else is wrong, so that it can be
// caught. Observed on AWS: DynamoDB's putItem with a null Item.
TEST(AwsSdkIntegrations, TheServiceSaysWhatIsMissing) {
  Cloud cloud;
  const std::string missing = cloud.run_task("aws-sdk:ssm:getParameter", R"({"Name":null})");
  EXPECT_THAT(
      cloud.failure(missing),
      StartsWith("Ssm.SsmException: 1 validation error detected: Value null at 'name' failed "
                 "to satisfy constraint: Member must not be null (Service: Ssm, Status "
                 "Code: 400, Request ID: "));
  EXPECT_THAT(cloud.events(missing), HasSubstr("\n5<4 TaskFailed\n6<5 ExecutionFailed\n"));
  EXPECT_THAT(cloud.failure(cloud.run_task("aws-sdk:ec2:runInstances", R"({"MinCount":1})")),
              StartsWith("Ec2.Ec2Exception: The request must contain the parameter MaxCount ("));
  EXPECT_THAT(
      cloud.failure(cloud.run_task("aws-sdk:sfn:listStateMachines", R"({"MaxResults":-1})")),
      StartsWith("Sfn.ValidationException: 1 validation error detected: Value '-1' at "
                 "'maxResults' failed to satisfy constraint: "));
  const std::string caught =
      cloud.run(cloud.create("Caught", R"({"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::aws-sdk:ssm:getParameter","Parameters":{},
        "Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"S"}]},"S":{"Type":"Succeed"}}})"));
  EXPECT_EQ(cloud.status(caught), "SUCCEEDED");
}

TEST(AwsSdkIntegrations, WhatSpotdrillLacksFailsByName) {
  Cloud cloud;
  const auto failure = [&](const std::string& resource) {
    return cloud.failure(cloud.run_task(resource, "{}"));
  };
  EXPECT_EQ(failure("aws-sdk:ec2:createVpnGateway"),
            "Ec2.Ec2Exception: spotdrill does not have the operation 'createVpnGateway' of 'ec2'.");
  EXPECT_EQ(failure("aws-sdk:glacier:listVaults"),
            "Glacier.GlacierException: spotdrill does not have the service 'glacier'.");
  EXPECT_EQ(failure("glue:startJobRun"),
            "Glue.GlueException: spotdrill does not have the service integration "
            "'glue:startJobRun'.");
}

TEST(AwsSdkIntegrations, WhatSpotdrillLacksCanBeCaught) {
  Cloud cloud;
  const std::string caught =
      cloud.run(cloud.create("Caught", R"({"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::aws-sdk:glacier:listVaults",
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"}]},"S":{"Type":"Succeed"}}})"));
  EXPECT_EQ(cloud.status(caught), "SUCCEEDED");
}

TEST(DynamoDbIntegrations, ReadAndWriteItems) {
  Cloud cloud;
  cloud.run_task("aws-sdk:dynamodb:createTable",
                 R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
                 R"({"AttributeName":"h","AttributeType":"S"}],"KeySchema":[)"
                 R"({"AttributeName":"h","KeyType":"HASH"}]})");
  const std::string put = R"({"TableName":"tab","Item":{"h":{"S":"a"},"n":{"N":"1"}},)"
                          R"-("ConditionExpression":"attribute_not_exists(#h)",)-"
                          R"("ExpressionAttributeNames":{"#h":"h"}})";
  EXPECT_EQ(cloud.status(cloud.run_task("dynamodb:putItem", put)), "SUCCEEDED");
  EXPECT_THAT(cloud.failure(cloud.run_task("dynamodb:putItem", put)),
              MatchesRegex("DynamoDB.ConditionalCheckFailedException: The conditional request "
                           "failed \\(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: "
                           "ConditionalCheckFailedException; Request ID: [0-9a-f-]{36}; Proxy: "
                           "null\\)"));
  EXPECT_THAT(cloud.failure(cloud.run_task("aws-sdk:dynamodb:putItem", put)),
              StartsWith("DynamoDb.ConditionalCheckFailedException: The conditional request failed "
                         "(Service: DynamoDb, Status Code: 400, "));
  const std::string key = R"({"TableName":"tab","Key":{"h":{"S":"a"}})";
  const std::string get = cloud.run_task("dynamodb:getItem", key + "}");
  const json::value got = *parse_json(*cloud.describe(get).output);
  EXPECT_EQ(to_text(got.at("Item")), R"({"h":{"S":"a"},"n":{"N":"1"}})");
  EXPECT_EQ(got.at("SdkHttpMetadata").at("HttpStatusCode"), 200);
  const std::string update = cloud.run_task(
      "dynamodb:updateItem", key + R"(,"UpdateExpression":"ADD n :n","ReturnValues":"UPDATED_NEW",)"
                                   R"("ExpressionAttributeValues":{":n":{"N":"4"}}})");
  EXPECT_EQ(to_text(parse_json(*cloud.describe(update).output)->at("Attributes")),
            R"({"n":{"N":"5"}})");
  EXPECT_EQ(cloud.status(cloud.run_task("dynamodb:deleteItem", key + "}")), "SUCCEEDED");
  const std::string gone = cloud.run_task("aws-sdk:dynamodb:getItem", key + "}");
  EXPECT_EQ(cloud.describe(gone).output, "{}");
}

TEST(SqsIntegrations, SendMessagesAndWaitForTheirTokens) {
  Cloud cloud;
  cloud.run_task("aws-sdk:sqs:createQueue", R"({"QueueName":"q"})");
  const std::string queue = R"({"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/)";
  const std::string to_q = queue + R"(q","MessageBody":)";
  const std::string sent = cloud.run_task("sqs:sendMessage", to_q + R"({"a":1}})");
  const json::value told = json_of(cloud.output(sent));
  EXPECT_EQ(told.at("MD5OfMessageBody"), "bb6cb5c68df4652941caf652a366f2d8") << "of its text";
  EXPECT_EQ(told.at("SdkHttpMetadata").at("HttpStatusCode"), 200);
  EXPECT_THAT(
      cloud.failure(cloud.run_task("sqs:sendMessage", queue + R"(none","MessageBody":"x"})")),
      MatchesRegex("SQS.QueueDoesNotExistException: The specified queue does not exist. "
                   "\\(Service: AmazonSQS; Status Code: 400; Error Code: AWS.Simple"
                   "QueueService.NonExistentQueue; Request ID: [0-9a-f-]{36}; Proxy: "
                   "null\\)"));
  EXPECT_THAT(cloud.failure(cloud.run_task("sqs:sendMessage", to_q + R"("x","DelaySeconds":901})")),
              StartsWith("SQS.AmazonSQSException: Value 901 for parameter DelaySeconds"));
  EXPECT_THAT(cloud.failure(cloud.run_task("aws-sdk:sqs:purgeQueue", queue + R"(none"})")),
              StartsWith("Sqs.QueueDoesNotExistException: The specified queue does not exist. "
                         "(Service: Sqs, Status Code: 400, "));

  // A worker that gets the token by the queue ends the task.
  const std::string receive = R"(","MaxNumberOfMessages":10,"WaitTimeSeconds":20})";
  cloud.run_task("aws-sdk:sqs:receiveMessage", queue + "q" + receive);
  const std::string polled = cloud.run_task("aws-sdk:sqs:receiveMessage", queue + "q" + receive);
  EXPECT_EQ(cloud.status(polled), "RUNNING");
  const std::string waiting = cloud.run_task("sqs:sendMessage.waitForTaskToken",
                                             queue + R"(q","MessageBody.$":"$$.Task.Token"})");
  cloud.world.settle();
  const json::value message = json_of(cloud.output(polled)).at("Messages").at(0);
  EXPECT_EQ(cloud.status(waiting), "RUNNING");
  const auto done = send_task_success(
      cloud.states(),
      {.task_token = std::string{message.at("Body").as_string()}, .output = R"("done")"});
  EXPECT_TRUE(done.has_value());
  cloud.world.settle();
  EXPECT_EQ(cloud.output(waiting), R"("done")");
}

TEST(SnsIntegrations, PublishAndWaitForTheirTokens) {
  Cloud cloud;
  cloud.run_task("aws-sdk:sns:createTopic", R"({"Name":"t"})");
  const std::string arn = "arn:aws:sns:us-east-1:123456789012:";
  cloud.run_task("aws-sdk:sns:subscribe",
                 R"({"Protocol":"sqs","Endpoint":"arn:aws:sqs:us-east-1:123456789012:q",)"
                 R"("Attributes":{"RawMessageDelivery":"true"},"TopicArn":")" +
                     arn + R"(t"})");
  const std::string to_t = R"({"TopicArn":")" + arn + R"(t",)";
  const std::string sent = cloud.run_task("sns:publish", to_t + R"("Message":{"a":1}})");
  const json::value told = json_of(cloud.output(sent));
  EXPECT_EQ(told.at("MessageId").as_string().size(), 36U);
  EXPECT_EQ(told.at("SdkHttpMetadata").at("HttpHeaders").at("Content-Type"), "text/xml");
  EXPECT_THAT(cloud.notified, ElementsAre(R"({"a":1})"));
  EXPECT_THAT(cloud.failure(cloud.run_task("sns:publish",
                                           R"({"Message":"x","TopicArn":")" + arn + R"(none"})")),
              MatchesRegex("SNS.NotFoundException: Topic does not exist \\(Service: AmazonSNS; "
                           "Status Code: 404; Error Code: NotFound; Request ID: .*\\)"));
  EXPECT_THAT(cloud.failure(cloud.run_task("aws-sdk:sns:getTopicAttributes",
                                           R"({"TopicArn":")" + arn + R"(none"})")),
              StartsWith("Sns.NotFoundException: Topic does not exist (Service: Sns, Status Code: "
                         "404, "));

  // A worker that gets the token by a queue ends the task.
  const std::string waiting =
      cloud.run_task("sns:publish.waitForTaskToken", to_t + R"("Message.$":"$$.Task.Token"})");
  EXPECT_EQ(cloud.status(waiting), "RUNNING");
  ASSERT_TRUE(send_task_success(cloud.states(),
                                {.task_token = cloud.notified.back(), .output = R"("done")"}));
  cloud.world.settle();
  EXPECT_EQ(cloud.output(waiting), R"("done")");
}

TEST(SecretsManagerIntegrations, GiveASecretOrSayWhyNot) {
  Cloud cloud;
  cloud.run_task("aws-sdk:secretsmanager:createSecret",
                 R"({"Name":"s","SecretString":"{\"user\":\"me\"}"})");
  const std::string got =
      cloud.run_task("aws-sdk:secretsmanager:getSecretValue", R"({"SecretId":"s"})");
  EXPECT_EQ(json_of(cloud.output(got)).at("SecretString"), R"({"user":"me"})");
  EXPECT_THAT(cloud.failure(cloud.run_task("aws-sdk:secretsmanager:getSecretValue",
                                           R"({"SecretId":"none"})")),
              StartsWith("SecretsManager.ResourceNotFoundException: Secrets Manager can't find the "
                         "specified secret. (Service: SecretsManager, Status Code: 400, "));
}

TEST(StartExecutionIntegration, AnswersAtOnceOrWaits) {
  Cloud cloud;
  const std::string machine = cloud.create("Child", pass_machine);
  const std::string plain = cloud.run_task(
      "states:startExecution", R"({"StateMachineArn":")" + machine + R"(","Input":{"a":1}})");
  const json::value started = json_of(cloud.output(plain));
  EXPECT_THAT(std::string{started.at("ExecutionArn").as_string()},
              StartsWith(Cloud::prefix + "execution:Child:"));
  EXPECT_EQ(started.at("SdkHttpMetadata").at("HttpStatusCode"), 200);

  const std::string sync = cloud.run_task("states:startExecution.sync", child_of(machine));
  EXPECT_EQ(
      cloud.output(sync),
      R"({"ExecutionArn":")" + Cloud::prefix +
          R"(execution:Child:child","Input":"{\"a\":1}",)"
          R"("InputDetails":{"Included":true},"Name":"child","Output":"{\"a\":1}",)"
          R"("OutputDetails":{"Included":true},"StartDate":1795428000000,"StateMachineArn":")" +
          machine + R"(","Status":"SUCCEEDED","StopDate":1795428000000})");
  EXPECT_EQ(cloud.events(sync), R"(
1<0 ExecutionStarted
2<0 TaskStateEntered
3<2 TaskScheduled
4<3 TaskStarted
5<4 TaskSubmitted
6<5 TaskSucceeded
7<6 TaskStateExited
8<7 ExecutionSucceeded
)");

  const std::string parsed =
      cloud.run_task("states:startExecution.sync:2",
                     R"({"StateMachineArn":")" + machine + R"(","Input":{"a":1}})");
  EXPECT_EQ(json_of(cloud.output(parsed)).at("Output"), json::value({{"a", 1}}));
}

// Goal: a misspelt member does not start a child without it.
TEST(StartExecutionIntegration, RefusesWhatItDoesNotKnow) {
  Cloud cloud;
  const std::string machine = cloud.create("Child", pass_machine);
  // Parameters that stand in the definition are looked at before.
  const std::string by_input =
      cloud.create("ByInput", R"({"StartAt":"T","States":{"T":{"Type":"Task","End":true,
                                  "Resource":"arn:aws:states:::states:startExecution"}}})");
  const std::string run =
      cloud.run(by_input, R"({"StateMachineArn":")" + machine + R"(","Imput":{"a":1}})");
  EXPECT_THAT(cloud.failure(run),
              MatchesRegex("States.Runtime: The Parameters .* could not be used to start the "
                           "Task: \\[Imput: there is no such member\\]"));
}

TEST(StartExecutionIntegration, AChildThatFailsFailsTheTask) {
  Cloud cloud;
  const std::string machine = cloud.create("Child", failing);
  const std::string run = cloud.run_task("states:startExecution.sync:2", child_of(machine));
  const auto told = cloud.describe(run);
  EXPECT_EQ(told.error, "States.TaskFailed");
  const json::value cause = json_of(told.cause.value_or(""));
  EXPECT_EQ(cause.at("Error"), "E");
  EXPECT_EQ(cause.at("Cause"), "C");
  EXPECT_EQ(cause.at("Status"), "FAILED");
  EXPECT_EQ(cause.at("Input"), "{\"a\":1}");
  const std::string missing =
      cloud.run_task("states:startExecution", child_of(Cloud::prefix + "stateMachine:N"));
  EXPECT_THAT(
      cloud.failure(missing),
      MatchesRegex("StepFunctions.StateMachineDoesNotExistException: State Machine Does Not "
                   "Exist: '.*' \\(Service: AWSStepFunctions; Status Code: 400; Error Code: "
                   "StateMachineDoesNotExist; Request ID: .*; Proxy: null\\)"));
}

TEST(StartExecutionIntegration, AChildStopsWithItsParent) {
  Cloud cloud;
  const std::string machine = cloud.create("Child", long_wait);
  const std::string child = Cloud::prefix + "execution:Child:child";
  const std::string parent = cloud.run_task("states:startExecution.sync", child_of(machine));
  EXPECT_EQ(cloud.status(child), "RUNNING");
  cloud.world.run_for(1s);
  ASSERT_TRUE(stop_execution(cloud.states(), {.execution_arn = parent}));
  EXPECT_EQ(cloud.status(parent), "ABORTED");
  EXPECT_EQ(cloud.status(child), "ABORTED");
}

TEST(StartExecutionIntegration, AChildIsStoppedWhenItsTaskTakesTooLong) {
  Cloud cloud;
  const std::string machine = cloud.create("Child", long_wait);
  const std::string parent =
      cloud.run_task("states:startExecution.sync", child_of(machine), R"(,"TimeoutSeconds":10)");
  cloud.world.run_for(10s);
  EXPECT_EQ(cloud.failure(parent), "States.Timeout: ");
  EXPECT_EQ(cloud.status(Cloud::prefix + "execution:Child:child"), "ABORTED");
}

// Goal: a child that is deeper than any stack still answers. Method: each level starts the next by
// .sync, until the input says that it is enough.
TEST(StartExecutionIntegration, GoesAsDeepAsOneLikes) {
  Cloud cloud;
  const std::string machine = Cloud::prefix + "stateMachine:Deep";
  cloud.create("Deep", R"json({"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":
"$.left","NumericEquals":0,"Next":"D"}],"Default":"T"},"D":{"Type":"Succeed"},"T":{"Type":"Task",
"Resource":"arn:aws:states:::states:startExecution.sync","Parameters":{"StateMachineArn.$":
"$$.StateMachine.Id","Input":{"left.$":"States.MathAdd($.left, -1)"}},"ResultPath":null,
"End":true}}})json");
  const std::string run = cloud.run(machine, R"({"left":3000})");
  EXPECT_EQ(cloud.status(run), "SUCCEEDED");
  EXPECT_EQ(cloud.states().executions().all().size(), 3001U);
}

}  // namespace
}  // namespace spotdrill::states
