#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ssm/fixture.hpp"

namespace spotdrill::ssm {
namespace {

using testing::StartsWith;

TEST(PutParameter, MakesAndOverwritesVersions) {
  Fixture world;
  const auto first =
      world.put({.name = "FisWorkshopSpotJobDuration", .value = "5", .type = "String"});
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->version, 1);
  EXPECT_EQ(first->tier, "Standard");
  const auto again =
      world.put({.name = "FisWorkshopSpotJobDuration", .value = "6", .type = "String"});
  EXPECT_EQ(code(again), "ParameterAlreadyExists");
  EXPECT_EQ(
      message(again),
      "The parameter already exists. To overwrite this value, set the overwrite option in the "
      "request to true.");
  const auto second =
      world.put({.name = "FisWorkshopSpotJobDuration", .value = "7", .overwrite = true});
  EXPECT_EQ(second->version, 2);
  EXPECT_EQ(world.value("FisWorkshopSpotJobDuration"), "7");
  EXPECT_EQ(world.get("FisWorkshopSpotJobDuration")->parameter->type, "String");
}

TEST(PutParameter, NamesFollowTheRules) {
  Fixture world;
  const std::string generic =
      "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it "
      "can "
      "consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of "
      "letters, "
      "numbers and the following 3 symbols .-_";
  for (const char* name : {"with space", "/a//b", "/a/b/", "ä", "a:b", "/ssm/x/y", "/"}) {
    EXPECT_EQ(code(world.put(name, "v")), "ValidationException") << name;
    EXPECT_EQ(message(world.put(name, "v")), generic) << name;
  }
  for (const char* name : {"awsX", "SSM-x", "/aws", "/ssmx"}) {
    EXPECT_EQ(message(world.put(name, "v")),
              "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).")
        << name;
  }
  EXPECT_EQ(code(world.put("/aws/a/b", "v")), "AccessDeniedException");
  EXPECT_EQ(message(world.put("/aws/a/b", "v")), "No access to reserved parameter name: /aws/a/b.");
  EXPECT_EQ(message(world.put("a/b", "v")), "Parameter name must be a fully qualified name.");
  EXPECT_TRUE(world.put("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/name", "v"));
  EXPECT_EQ(code(world.put("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/name", "v")),
            "HierarchyLevelLimitExceededException");
  EXPECT_TRUE(world.put("  spaces-around ", "v"));
  EXPECT_EQ(world.value("spaces-around"), "v");
  EXPECT_EQ(code(world.put(std::string(1000, 'x'), "v")), "ValidationException");
}

TEST(PutParameter, ValuesFollowTheRules) {
  Fixture world;
  EXPECT_EQ(message(world.put("a", "")),
            "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member "
            "must have length greater than or equal to 1.");
  EXPECT_EQ(message(world.put("a", "x{{ssm:b}}y")),
            "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
  EXPECT_TRUE(world.put("a", "{\"a\":{\"b\":1}}x{{"));
  EXPECT_EQ(message(world.put({.name = "new", .value = "v"})),
            "A parameter type is required when you create a parameter.");
}

TEST(PutParameter, TiersBoundTheValue) {
  Fixture world;
  const std::string large(4097, 'x');
  EXPECT_THAT(message(world.put("a", large)),
              StartsWith("Standard tier parameters support a maximum parameter value of 4096 "
                         "characters."));
  const auto put = [&](const char* name, const std::string& value, const char* tier) {
    return world.put(
        {.name = name, .value = value, .type = "String", .overwrite = true, .tier = tier});
  };
  EXPECT_EQ(put("a", large, "Intelligent-Tiering")->tier, "Advanced");
  EXPECT_EQ(put("b", "small", "Intelligent-Tiering")->tier, "Standard");
  EXPECT_EQ(put("a", "small", "Intelligent-Tiering")->tier, "Advanced");
  EXPECT_EQ(world.put("a", "small")->tier, "Advanced");
  EXPECT_THAT(message(put("a", "small", "Standard")),
              StartsWith("This parameter uses the advanced-parameter tier. You can't downgrade"));
  EXPECT_TRUE(put("a", std::string(8192, 'x'), "Advanced"));
  EXPECT_EQ(code(put("a", std::string(8193, 'x'), "Advanced")), "ValidationException");
}

TEST(PutParameter, AllowedPatternHoldsForLaterVersions) {
  Fixture world;
  ASSERT_TRUE(
      world.put({.name = "n", .value = "100", .type = "String", .allowed_pattern = "\\d{1,4}"}));
  const auto wrong = world.put("n", "100000");
  EXPECT_EQ(code(wrong), "ParameterPatternMismatchException");
  EXPECT_EQ(message(wrong),
            "Parameter value, cannot be validated against allowedPattern: \\d{1,4}");
  EXPECT_EQ(code(world.put({.name = "m", .value = "1", .type = "String", .allowed_pattern = "("})),
            "InvalidAllowedPatternException");
  // One that would backtrack for ever, and one on a long value.
  EXPECT_NE(code(world.put({.name = "m",
                            .value = std::string(40, 'a') + "!",
                            .type = "String",
                            .allowed_pattern = "(a+)+(b+)+(a+a+)+c"})),
            "");
  EXPECT_TRUE(world.put({.name = "l",
                         .value = std::string(8000, 'a'),
                         .type = "String",
                         .allowed_pattern = "(a|b)*",
                         .tier = "Advanced"}));
}

TEST(PutParameter, DataTypesAreChecked) {
  Fixture world;
  const auto put = [&](const char* value, const char* type) {
    return world.put(
        {.name = "n", .value = value, .type = "String", .overwrite = true, .data_type = type});
  };
  EXPECT_EQ(message(put("v", "Text")),
            "The following data type is not supported: Text (Data type names are all lowercase.)");
  EXPECT_EQ(code(put("v", "aws:ec2:image")), "ValidationException");
  EXPECT_TRUE(put("ami-0123456789abcdef0", "aws:ec2:image"));
  EXPECT_EQ(world.get("n")->parameter->data_type, "aws:ec2:image");
}

// Goal: a hundred versions are kept, and a label keeps the oldest from being dropped silently.
TEST(PutParameter, AHundredVersionsAreKept) {
  Fixture world;
  for (int i = 1; i <= 101; ++i) ASSERT_TRUE(world.put("/p/n", fmt::format("v{}", i)));
  EXPECT_EQ(world.value("/p/n:1"), "ParameterVersionNotFound");
  EXPECT_EQ(world.value("/p/n:2"), "v2");
  ASSERT_TRUE(label_parameter_version(
      *world.ssm, {.name = "/p/n", .parameter_version = 2, .labels = {"keep"}}));
  const auto refused = world.put("/p/n", "v102");
  EXPECT_EQ(code(refused), "ParameterMaxVersionLimitExceeded");
  EXPECT_EQ(
      message(refused),
      "You attempted to create a new version of /p/n by calling the PutParameter API with the "
      "overwrite flag. Version 2, the oldest version, can't be deleted because it has a label "
      "associated with it. Move the label to another version of the parameter, and try again.");
}

TEST(PutParameter, TagsAndOverwriteExclude) {
  Fixture world;
  const auto refused = world.put(
      {.name = "n", .value = "v", .type = "String", .overwrite = true, .tags = {{"k", "v"}}});
  EXPECT_THAT(message(refused),
              StartsWith("Invalid request: tags and overwrite can't be used together."));
  ASSERT_TRUE(world.put({.name = "n", .value = "v", .type = "String", .tags = {{"k", "v"}}}));
  const auto tags = list_tags_for_resource(*world.ssm, {"Parameter", "n"});
  ASSERT_EQ(tags->tag_list.size(), 1U);
  EXPECT_EQ(tags->tag_list[0].value, "v");
}

TEST(PutParameter, ExpirationDeletesTheParameterAlsoAfterARestart) {
  Fixture world;
  const std::string policies =
      R"([{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2027-01-15T09:00:00Z"}}])";
  const auto put = [&](const char* tier, const std::string& text) {
    return world.put({.name = "n",
                      .value = "v",
                      .type = "String",
                      .overwrite = true,
                      .tier = tier,
                      .policies = text});
  };
  EXPECT_EQ(code(put("Standard", policies)), "ValidationException");
  EXPECT_EQ(code(put("Advanced", R"([{"Type":"Other","Version":"1.0","Attributes":{}}])")),
            "InvalidPolicyTypeException");
  EXPECT_EQ(code(put("Advanced", R"([{"Type":"Expiration","Version":"1.0","Attributes":{}}])")),
            "InvalidPolicyAttributeException");
  EXPECT_EQ(code(put("Advanced", "nonsense")), "InvalidPolicyAttributeException");
  EXPECT_EQ(put("Intelligent-Tiering", policies)->tier, "Advanced");
  world.restart();
  const auto described = describe_parameters(*world.ssm, {});
  ASSERT_EQ(described->parameters[0].policies.size(), 1U);
  EXPECT_EQ(described->parameters[0].policies[0].policy_type, "Expiration");
  world.time.run_for(59min);
  EXPECT_EQ(world.value("n"), "v");
  world.time.run_for(1min);
  EXPECT_EQ(world.value("n"), "ParameterNotFound");
}

}  // namespace
}  // namespace spotdrill::ssm
