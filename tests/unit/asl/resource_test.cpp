#include "asl/resource.hpp"

#include <gmock/gmock.h>

namespace spotdrill::asl {
namespace {

TEST(ResourceArn, OfAnSdkIntegrationIsTakenApart) {
  const auto resource = parse_resource("arn:aws:states:::aws-sdk:ec2:describeInstances");
  ASSERT_TRUE(resource.has_value());
  EXPECT_EQ(resource->kind, Resource::Kind::Integration);
  EXPECT_EQ(resource->type, "aws-sdk:ec2");
  EXPECT_EQ(resource->action, "describeInstances");
  EXPECT_EQ(resource->operation(), "describeInstances");
  EXPECT_EQ(resource->pattern, Resource::Pattern::RequestResponse);
}

TEST(ResourceArn, KeepsItsPatternInTheActionAndNotInTheOperation) {
  const auto resource = parse_resource("arn:aws-us-gov:states:::states:startExecution.sync:2");
  ASSERT_TRUE(resource.has_value());
  EXPECT_EQ(resource->type, "states");
  EXPECT_EQ(resource->action, "startExecution.sync:2");
  EXPECT_EQ(resource->operation(), "startExecution");
  EXPECT_EQ(resource->pattern, Resource::Pattern::Sync2);
  EXPECT_EQ(parse_resource("arn:aws:states:::batch:submitJob.sync")->pattern,
            Resource::Pattern::Sync);
  EXPECT_EQ(parse_resource("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken")->pattern,
            Resource::Pattern::WaitForTaskToken);
}

TEST(ResourceArn, MayBeAnActivityOrAFunction) {
  EXPECT_EQ(parse_resource("arn:aws:states:us-east-1:123456789012:activity:a")->kind,
            Resource::Kind::Activity);
  EXPECT_EQ(parse_resource("arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST")->kind,
            Resource::Kind::Function);
}

TEST(ResourceArn, OfAnythingElseIsNone) {
  for (const char* arn :
       {"", "arn", "create", "arn:aws", "arn:aws:states:::", "arn:aws:states:::ec2",
        "arn:aws:states:::aws-sdk:ec2", "arn:aws:states:::aws-sdk::describe",
        "arn:aws:states:::ec2:describe.later", "arn:aws:states:::aws-sdk:ec2:describe:more",
        "arn:aws:states:us-east-1:1:activity:", "arn:aws:states:us-east-1:1:stateMachine:m",
        "arn:aws:lambda:us-east-1:1:function:", "arn:aws:swf:us-east-1:1:task:x",
        "arn::states:::ec2:describe"}) {
    EXPECT_FALSE(parse_resource(arn).has_value()) << arn;
  }
}

}  // namespace
}  // namespace spotdrill::asl
