#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ec2/catalogue.hpp"
#include "services/ssm/fixture.hpp"

namespace spotdrill::ssm {
namespace {

using testing::ElementsAre;

TEST(GetParameter, SaysWhatAwsSays) {
  Fixture world;
  ASSERT_TRUE(world.put("/foo/bar", "myvalue"));
  const auto found = world.get("/foo/bar");
  ASSERT_TRUE(found.has_value());
  const api::ssm::Parameter expected{.name = "/foo/bar",
                                     .type = "String",
                                     .value = "myvalue",
                                     .version = 1,
                                     .last_modified_date = start,
                                     .arn = "arn:aws:ssm:us-east-1:123456789012:parameter/foo/bar",
                                     .data_type = "text"};
  EXPECT_EQ(*found->parameter, expected);
}

TEST(GetParameter, ByVersionLabelAndArn) {
  Fixture world;
  ASSERT_TRUE(world.put("n", "one"));
  ASSERT_TRUE(world.put("n", "two"));
  ASSERT_TRUE(label_parameter_version(*world.ssm,
                                      {.name = "n", .parameter_version = 1, .labels = {"first"}}));
  EXPECT_EQ(world.value("n"), "two");
  EXPECT_EQ(world.value("n:1"), "one");
  EXPECT_EQ(world.get("n:1")->parameter->selector, ":1");
  EXPECT_EQ(world.value("n:first"), "one");
  const std::string arn = *world.get("n")->parameter->arn;
  EXPECT_EQ(arn, "arn:aws:ssm:us-east-1:123456789012:parameter/n");
  EXPECT_EQ(world.get(arn)->parameter->name, "n");
  EXPECT_EQ(world.value(arn + ":1"), "one");
  EXPECT_EQ(world.value("arn:aws:ssm:eu-west-1:123456789012:parameter/n"), "ParameterNotFound");
  // "/n" and "n" are one parameter; the reply names it as it was asked for.
  EXPECT_EQ(world.get("/n")->parameter->name, "/n");
}

TEST(GetParameter, RefusalsAreAws) {
  Fixture world;
  ASSERT_TRUE(world.put("n", "v"));
  EXPECT_EQ(code(world.get("none")), "ParameterNotFound");
  EXPECT_EQ(message(world.get("none")), "");
  EXPECT_EQ(message(world.get("n:7")),
            "Systems Manager could not find version 7 of n. Verify the version and try again.");
  EXPECT_EQ(code(world.get("{n}")), "ValidationException");
  EXPECT_EQ(code(world.get("a/b/c")), "ValidationException");
  EXPECT_EQ(code(world.get("/a//b")), "ValidationException");
}

TEST(GetParameter, SecureStringIsOpaqueWithoutDecryption) {
  Fixture world;
  ASSERT_TRUE(world.put({.name = "s", .value = "secret", .type = "SecureString"}));
  EXPECT_EQ(world.value("s"), "secret");
  const std::string opaque = *world.get("s", false)->parameter->value;
  EXPECT_NE(opaque, "secret");
  EXPECT_EQ(opaque.find("secret"), std::string::npos);
  EXPECT_EQ(describe_parameters(*world.ssm, {})->parameters[0].key_id, "alias/aws/ssm");
}

// Goal: what AWS publishes of images is there, and is the image that EC2 has under that name.
TEST(GetParameter, PublicParametersNameTheImagesOfTheCatalogue) {
  Fixture world;
  ec2::Catalogue catalogue{world.world, Place{"123456789012", "us-east-1"}, true};
  const std::string latest = "/aws/service/ami-amazon-linux-latest/";
  for (const char* kind :
       {"al2023-ami-kernel-default-x86_64", "al2023-ami-kernel-default-arm64",
        "amzn2-ami-hvm-x86_64-gp2", "amzn2-ami-hvm-arm64-gp2", "al2023-ami-kernel-6.1-x86_64"}) {
    EXPECT_EQ(world.value(latest + kind), catalogue.image("resolve:ssm:" + latest + kind)->id);
  }
  EXPECT_EQ(world.value(latest + "al2023-ami-kernel-6.1-x86_64"),
            world.value(latest + "al2023-ami-kernel-default-x86_64"));
  EXPECT_EQ(world.value("/aws/service/global-infrastructure/regions/eu-west-1"), "eu-west-1");
  const std::string name = latest + "amzn2-ami-hvm-x86_64-gp2";
  EXPECT_EQ(world.get(name)->parameter->arn, "arn:aws:ssm:us-east-1::parameter" + name);
  EXPECT_EQ(world.value(name + ":2"), "ParameterVersionNotFound");
  EXPECT_EQ(world.value("/aws/service/other"), "ParameterNotFound");
  EXPECT_EQ(code(world.put(name, "x")), "AccessDeniedException");
}

TEST(GetParametersByPath, ListsPublicParametersPageByPage) {
  Fixture world;
  ASSERT_TRUE(world.put("/mine/x", "1"));
  api::ssm::GetParametersByPathRequest request{.path = "/aws/service/ami-amazon-linux-latest"};
  request.max_results = 10;
  const auto first = get_parameters_by_path(*world.ssm, request);
  ASSERT_EQ(first->parameters.size(), 10U);
  request.next_token = first->next_token;
  const auto second = get_parameters_by_path(*world.ssm, request);
  ASSERT_EQ(second->parameters.size(), 1U);
  EXPECT_EQ(second->next_token, std::nullopt);
  EXPECT_NE(second->parameters[0].name, first->parameters[9].name);

  EXPECT_TRUE(get_parameters_by_path(*world.ssm, {.path = "/aws/service"})->parameters.empty());
  request = {.path = "/aws/service/debian", .recursive = true};
  EXPECT_EQ(get_parameters_by_path(*world.ssm, request)->parameters.size(), 4U);
  request.parameter_filters = {{.key = "Type", .values = {"SecureString"}}};
  EXPECT_TRUE(get_parameters_by_path(*world.ssm, request)->parameters.empty());
  EXPECT_EQ(get_parameters_by_path(*world.ssm, {.path = "/", .recursive = true})->parameters.size(),
            1U)
      << "an account's own are apart";
}

TEST(GetParameters, ListsApartWhatIsNotThere) {
  Fixture world;
  ASSERT_TRUE(world.put("a", "1"));
  ASSERT_TRUE(world.put("b", "2"));
  const auto found = get_parameters(*world.ssm, {.names = {"b", "none", "a", "a:9", "b"}});
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->parameters.size(), 2U);
  EXPECT_EQ(found->parameters[0].value, "2");
  EXPECT_THAT(found->invalid_parameters, ElementsAre("none", "a:9"));
}

TEST(Ssm, SurvivesARestart) {
  Fixture world;
  ASSERT_TRUE(world.put({.name = "/a/n", .value = "1", .type = "String", .tags = {{"k", "v"}}}));
  world.time.run_for(1h);
  ASSERT_TRUE(world.put("/a/n", "2"));
  ASSERT_TRUE(world.put("gone", "x"));
  ASSERT_TRUE(label_parameter_version(*world.ssm, {.name = "/a/n", .labels = {"now"}}));
  world.store.commit();
  ASSERT_TRUE(delete_parameter(*world.ssm, {.name = "gone"}));
  world.restart();
  EXPECT_EQ(world.value("/a/n:1"), "1");
  EXPECT_EQ(world.value("/a/n:now"), "2");
  EXPECT_EQ(world.get("/a/n")->parameter->last_modified_date, start + 1h);
  EXPECT_EQ(world.value("gone"), "ParameterNotFound");
  EXPECT_EQ(list_tags_for_resource(*world.ssm, {"Parameter", "/a/n"})->tag_list.size(), 1U);
}

TEST(GetParameterHistory, ListsVersionsOldestFirstPageByPage) {
  Fixture world;
  for (const char* value : {"1", "2", "3"}) ASSERT_TRUE(world.put("n", value));
  const auto page = get_parameter_history(*world.ssm, {.name = "n", .max_results = 2});
  ASSERT_EQ(page->parameters.size(), 2U);
  EXPECT_EQ(page->parameters[0].value, "1");
  EXPECT_EQ(page->parameters[0].last_modified_user, "arn:aws:iam::123456789012:root");
  const auto rest = get_parameter_history(
      *world.ssm, {.name = "n", .max_results = 2, .next_token = page->next_token});
  ASSERT_EQ(rest->parameters.size(), 1U);
  EXPECT_EQ(rest->parameters[0].version, 3);
  EXPECT_FALSE(rest->next_token);
  EXPECT_EQ(code(get_parameter_history(*world.ssm, {.name = "none"})), "ParameterNotFound");
}

TEST(DeleteParameter, WhatIsGoneIsNotFound) {
  Fixture world;
  ASSERT_TRUE(world.put("n", "v"));
  EXPECT_TRUE(delete_parameter(*world.ssm, {.name = "/n"}));
  EXPECT_EQ(code(delete_parameter(*world.ssm, {.name = "n"})), "ParameterNotFound");
  EXPECT_EQ(world.put("n", "v")->version, 1);
}

TEST(DeleteParameters, ListsApartWhatWasNotThere) {
  Fixture world;
  ASSERT_TRUE(world.put("a", "1"));
  const auto result = delete_parameters(*world.ssm, {.names = {"a", "b"}});
  EXPECT_THAT(result->deleted_parameters, ElementsAre("a"));
  EXPECT_THAT(result->invalid_parameters, ElementsAre("b"));
}

TEST(LabelParameterVersion, ALabelIsOnOneVersion) {
  Fixture world;
  ASSERT_TRUE(world.put("n", "1"));
  ASSERT_TRUE(world.put("n", "2"));
  const auto label = [&](std::int64_t version, std::vector<std::string> labels) {
    return label_parameter_version(
        *world.ssm, {.name = "n", .parameter_version = version, .labels = std::move(labels)});
  };
  ASSERT_TRUE(label(1, {"live"}));
  ASSERT_TRUE(label(2, {"live"}));
  EXPECT_EQ(world.value("n:live"), "2");
  EXPECT_THAT(label(2, {"1st", "aws-x", "good"})->invalid_labels, ElementsAre("1st", "aws-x"));
  EXPECT_EQ(code(label(3, {"x"})), "ParameterVersionNotFound");
  const auto removed = unlabel_parameter_version(
      *world.ssm, {.name = "n", .parameter_version = 2, .labels = {"live", "never"}});
  EXPECT_THAT(removed->removed_labels, ElementsAre("live"));
  EXPECT_THAT(removed->invalid_labels, ElementsAre("never"));
  EXPECT_EQ(world.value("n:live"), "ParameterVersionNotFound");
}

}  // namespace
}  // namespace spotdrill::ssm
