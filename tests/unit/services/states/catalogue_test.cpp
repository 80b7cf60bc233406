#include "services/states/catalogue.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "asl/definition.hpp"

namespace spotdrill::states {
namespace {

std::string told_of(std::string_view resource, std::string_view parameters = "{}") {
  const asl::Parsed parsed = asl::parse_definition(
      fmt::format(R"({{"StartAt":"T","States":{{"T":{{"Type":"Task","Parameters":{},
                       "Resource":"arn:aws:states:::{}","End":true}}}}}})",
                  parameters, resource),
      asl::MachineType::Standard, &catalogue());
  std::string told;
  for (const asl::Diagnostic& each : parsed.diagnostics) {
    const bool error = each.severity == asl::Diagnostic::Severity::Error;
    told += fmt::format("{} {}: {} at {}\n", error ? "error" : "warning", each.code, each.message,
                        each.location);
  }
  return told;
}

std::string not_recognized(std::string_view resource) {
  return fmt::format(
      "error SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::{} is not "
      "recognized. The value is not a valid resource ARN, or the resource is not available in this "
      "region. at /States/T/Resource\n",
      resource);
}

TEST(Catalogue, NamesGoByTheirCase) {
  EXPECT_EQ(told_of("aws-sdk:ssm:getParameter", R"({"Name":"p"})"), "");
  EXPECT_EQ(told_of("aws-sdk:ssm:GetParameter"), not_recognized("aws-sdk:ssm:GetParameter"));
  EXPECT_EQ(told_of("aws-sdk:SSM:getParameter"), not_recognized("aws-sdk:SSM:getParameter"));
}

TEST(Catalogue, ServicesGoByTheNamesOfTheSdk) {
  EXPECT_EQ(told_of("aws-sdk:cloudwatchlogs:getLogEvents", R"({"LogGroupName":"g"})"), "");
  EXPECT_EQ(told_of("aws-sdk:logs:getLogEvents"), not_recognized("aws-sdk:logs:getLogEvents"));
}

TEST(Catalogue, WhatAwsDoesNotHaveIsRefused) {
  for (const std::string_view resource :
       {"aws-sdk:ssm:getParameterz", "aws-sdk:nosuch:doIt", "aws-sdk:states:startExecution",
        "sqs:receiveMessage", "nosuch:doIt"}) {
    EXPECT_EQ(told_of(resource), not_recognized(resource));
  }
}

TEST(Catalogue, WhatAwsHasAndSpotdrillHasNotIsAWarning) {
  EXPECT_EQ(told_of("aws-sdk:glacier:listVaults", R"({"AccountId":"-"})"),
            "warning UNAVAILABLE_INTEGRATION: spotdrill does not have aws-sdk:glacier:listVaults: "
            "the state will fail when it is entered at /States/T/Resource\n");
  EXPECT_EQ(told_of("aws-sdk:ec2:createVpnGateway").substr(0, 8), "warning ");
  EXPECT_EQ(told_of("glue:startJobRun.sync").substr(0, 8), "warning ");
  EXPECT_EQ(told_of("states:startExecution.sync:2", R"({"StateMachineArn":"a"})"), "");
}

TEST(Catalogue, ParametersAreInPascalCaseAndOfTheOperation) {
  EXPECT_EQ(told_of("aws-sdk:ec2:describeInstances", R"({"InstanceIds.$":"$.ids"})"), "");
  EXPECT_EQ(told_of("aws-sdk:ec2:describeInstances", R"({"maxResults":5,"InstanceId.$":"$.id"})"),
            "error SCHEMA_VALIDATION_FAILED: The field \"maxResults\" is not supported by Step "
            "Functions at /States/T/Parameters\n"
            "error SCHEMA_VALIDATION_FAILED: The field \"InstanceId\" is not supported by Step "
            "Functions at /States/T/Parameters\n");
  EXPECT_EQ(told_of("aws-sdk:fis:startExperiment", R"({"ExperimentTemplateId":"EXT1"})"), "");
  EXPECT_NE(told_of("aws-sdk:fis:startExperiment", R"({"experimentTemplateId":"EXT1"})"), "");
}

}  // namespace
}  // namespace spotdrill::states
