#include "services/lambda/fixture.hpp"

namespace spotdrill::lambda {
namespace {

template <class T>
std::string lambda_refusal(const Result<T>& result) {
  return result.has_value() ? "" : result.error().code + ": " + result.error().message;
}

TEST(LambdaFunctions, AreCreatedOnceAndSurviveARestart) {
  LambdaFixture world;
  EXPECT_EQ(world.create("f"), "");
  EXPECT_EQ(world.create("f"), "ResourceConflictException: Function already exist: f");
  world.restart();
  for (const std::string name : {"f", "123456789012:function:f", "function:f",
                                 "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST"}) {
    const auto got = get_function(*world.lambda, {.function_name = name});
    ASSERT_TRUE(got.has_value()) << name;
    EXPECT_EQ(*got->configuration->handler, "f.g");
  }
  EXPECT_EQ(lambda_refusal(get_function(*world.lambda, {.function_name = "g"})),
            "ResourceNotFoundException: Function not found: "
            "arn:aws:lambda:us-east-1:123456789012:function:g");
  EXPECT_EQ(
      lambda_refusal(get_function(
          *world.lambda, {.function_name = "arn:aws:lambda:us-east-1:000000000000:function:f"})),
      "ResourceNotFoundException: Function not found: "
      "arn:aws:lambda:us-east-1:000000000000:function:f");
}

TEST(LambdaFunctions, WhatIsNotHereIsRefusedByName) {
  LambdaFixture world;
  api::lambda::CreateFunctionRequest request;
  request.function_name = "f";
  request.role = "arn:aws:iam::123456789012:role/r";
  request.runtime = "java21";
  request.handler = "f.g";
  request.code.zip_file = "zip";
  EXPECT_EQ(lambda_refusal(create_function(*world.lambda, request)),
            "InvalidParameterValueException: spotdrill does not have the runtime 'java21'.");
  request.runtime = "python3.12";
  request.snap_start.emplace().apply_on = "PublishedVersions";
  EXPECT_EQ(lambda_refusal(create_function(*world.lambda, request)),
            "InvalidParameterValueException: spotdrill does not have SnapStart.");
  request.snap_start.reset();
  request.code = {};
  request.code.image_uri = "1.dkr.ecr.us-east-1.amazonaws.com/i";
  EXPECT_EQ(lambda_refusal(create_function(*world.lambda, request)),
            "InvalidParameterValueException: spotdrill does not have functions from container "
            "images.");
  request.code = {};
  request.code.zip_file = "no zip";
  EXPECT_EQ(lambda_refusal(create_function(*world.lambda, request)),
            "InvalidParameterValueException: Could not unzip uploaded file. Please check your "
            "file, then try to upload again.");
}

// Goal: versions stay as they were published, and their code is kept as long as one has it.
TEST(LambdaFunctions, VersionsAndAliasesKeepTheirCode) {
  LambdaFixture world;
  world.create("f");
  ASSERT_EQ(*publish_version(*world.lambda, {.function_name = "f"})->version, "1");
  // "Lambda doesn't publish a version if the function's configuration and code haven't changed".
  ASSERT_EQ(*publish_version(*world.lambda, {.function_name = "f"})->version, "1");
  ASSERT_TRUE(
      create_alias(*world.lambda, {.function_name = "f", .name = "live", .function_version = "1"})
          .has_value());
  api::lambda::UpdateFunctionCodeRequest update;
  update.function_name = "f";
  update.zip_file = "another zip";
  ASSERT_TRUE(update_function_code(*world.lambda, update).has_value());
  EXPECT_EQ(world.host.code.size(), 2U);
  world.invoke("f:live");
  EXPECT_EQ(world.host.code.at(world.host.launched.at(0).code), "zip of f");
  ASSERT_TRUE(delete_function(*world.lambda, {.function_name = "f"}).has_value());
  EXPECT_EQ(lambda_refusal(get_function(*world.lambda, {.function_name = "f:live"})),
            "ResourceNotFoundException: Function not found: "
            "arn:aws:lambda:us-east-1:123456789012:function:f:live");
}

}  // namespace
}  // namespace spotdrill::lambda
