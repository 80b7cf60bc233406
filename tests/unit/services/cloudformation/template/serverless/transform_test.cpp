#include "services/cloudformation/template/serverless/transform.hpp"

#include <gmock/gmock.h>

#include "services/cloudformation/template/parse.hpp"
#include "services/cloudformation/template/template.hpp"

namespace spotdrill::cloudformation {
namespace {

using testing::HasSubstr;

constexpr std::string_view head = "Transform: AWS::Serverless-2016-10-31\n";

/// What is made of these resources; its Resources.
json::object made(const std::string& yaml) {
  const auto parsed = parse_text(std::string{head} + yaml);
  EXPECT_TRUE(parsed.has_value()) << parsed.error();
  auto transformed = transform_serverless(parsed->document);
  EXPECT_TRUE(transformed.has_value()) << transformed.error().message;
  return transformed->at("Resources").get_object();
}

std::string refused(const std::string& yaml) {
  const auto whole = read_template(std::string{head} + yaml);
  return whole.has_value() ? "" : whole.error().path + ": " + whole.error().message;
}

json::value at(const json::value& value, std::string_view pointer) {
  boost::system::error_code missing;
  const json::value* found = value.find_pointer(pointer, missing);
  return found == nullptr ? json::value{} : *found;
}

TEST(Serverless, AFunctionGetsARoleWithItsPolicies) {
  const json::value all = made(R"(
Globals: {Function: {Runtime: python3.11, Timeout: 9, Environment: {Variables: {A: '1', B: '2'}}}}
Resources:
  Jobs: {Type: AWS::Serverless::SimpleTable}
  Work:
    Type: AWS::Serverless::Function
    DependsOn: Jobs
    Properties:
      Handler: index.go
      Timeout: 3
      InlineCode: 'def go(a, b): pass'
      Environment: {Variables: {B: '3'}}
      Policies:
        - AmazonS3ReadOnlyAccess
        - DynamoDBReadPolicy: {TableName: !Ref Jobs}
        - Statement: [{Effect: Allow, Action: 'ec2:*', Resource: '*'}]
)");
  EXPECT_EQ(at(all, "/Work/Type"), "AWS::Lambda::Function");
  EXPECT_EQ(at(all, "/Work/DependsOn"), "Jobs");
  EXPECT_EQ(at(all, "/Work/Properties/Code/ZipFile"), "def go(a, b): pass");
  EXPECT_EQ(at(all, "/Work/Properties/Timeout"), 3);
  EXPECT_EQ(to_text(at(all, "/Work/Properties/Environment/Variables")), R"({"A":"1","B":"3"})");
  EXPECT_EQ(to_text(at(all, "/Work/Properties/Role")), R"({"Fn::GetAtt":["WorkRole","Arn"]})");
  EXPECT_EQ(at(all, "/WorkRole/Properties/ManagedPolicyArns/0"),
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
  EXPECT_EQ(at(all, "/WorkRole/Properties/ManagedPolicyArns/1"),
            "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
  EXPECT_EQ(at(all, "/WorkRole/Properties/Policies/1/PolicyName"), "WorkRolePolicy1");
  EXPECT_EQ(
      to_text(at(all, "/WorkRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource/0")),
      R"({"Fn::Sub":["arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/)"
      R"(${TableName}",{"TableName":{"Ref":"Jobs"}}]})");
  EXPECT_EQ(to_text(at(all, "/Jobs/Properties/KeySchema")),
            R"([{"AttributeName":"id","KeyType":"HASH"}])");
  EXPECT_EQ(at(all, "/Jobs/Properties/BillingMode"), "PAY_PER_REQUEST");
}

// Goal: new code is a new version, and the alias goes on to it.
TEST(Serverless, APublishedAliasFollowsTheCode) {
  const auto ids = [](const std::string& code) {
    std::vector<std::string> found;
    for (const auto& entry :
         made("Resources: {F: {Type: AWS::Serverless::Function, Properties: "
              "{Handler: a.b, Role: r, AutoPublishAlias: live, CodeUri: s3://b/" +
              code + "}}}")) {
      found.emplace_back(entry.key());
    }
    return found;
  };
  const auto one = ids("one");
  ASSERT_EQ(one.size(), 3U);
  EXPECT_THAT(one[0], testing::StartsWith("FVersion"));
  EXPECT_EQ(one[1], "FAliaslive");
  EXPECT_EQ(one, ids("one"));
  EXPECT_NE(one, ids("two"));
}

TEST(Serverless, AStateMachineKeepsItsDefinitionAndItsSubstitutions) {
  const json::value all = made(R"(
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionUri: s3://bucket/dir/m.asl.json?versionId=7
      DefinitionSubstitutions: {T: !Ref AWS::Region}
)");
  EXPECT_EQ(to_text(at(all, "/M/Properties/DefinitionS3Location")),
            R"({"Bucket":"bucket","Version":"7","Key":"dir/m.asl.json"})");
  EXPECT_EQ(at(all, "/M/Properties/StateMachineType"), "EXPRESS");
  EXPECT_EQ(at(all, "/MRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal/Service/0"),
            "states.amazonaws.com");
}

TEST(Serverless, WhatIsNotHereIsRefusedWithItsPlace) {
  const auto function = [](const std::string& properties) {
    return refused("Resources: {F: {Type: AWS::Serverless::Function, Properties: {" + properties +
                   "}}}");
  };
  EXPECT_THAT(function("InlineCode: x, Events: {}"),
              HasSubstr("/Resources/F/Properties/Events: Transform AWS::Serverless-2016-10-31 "
                        "failed with: Invalid Serverless Application Specification document. "
                        "Number of errors found: 1. Resource with id [F] is invalid. "));
  EXPECT_THAT(function("CodeUri: ./src"), HasSubstr("'CodeUri' is not a valid S3 Uri of the form"));
  EXPECT_THAT(function("Handler: a.b"), HasSubstr("One of 'InlineCode' or 'CodeUri' must be set."));
  EXPECT_THAT(function("InlineCode: x, Policies: [{VPCAccessPolicy: {}}]"),
              HasSubstr("does not have the policy template VPCAccessPolicy"));
  EXPECT_THAT(function("InlineCode: x, Policies: [{S3ReadPolicy: {}}]"),
              HasSubstr("Must specify valid parameter values"));
  EXPECT_THAT(refused("Resources: {A: {Type: AWS::Serverless::Api}}"),
              HasSubstr("does not have AWS::Serverless::Api."));
  EXPECT_THAT(refused("Globals: {Api: {}}\nResources: {A: {Type: AWS::Serverless::SimpleTable}}"),
              HasSubstr("/Globals/Api"));
}

}  // namespace
}  // namespace spotdrill::cloudformation
