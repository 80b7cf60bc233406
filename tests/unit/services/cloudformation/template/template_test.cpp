#include "services/cloudformation/template/template.hpp"

#include <gtest/gtest.h>

#include "services/cloudformation/template/evaluate.hpp"

namespace spotdrill::cloudformation {
namespace {

std::string mistake_in_template(std::string_view text) {
  const auto read = read_template(text);
  return read.has_value() ? std::string{"none"} : read.error().message;
}

constexpr std::string_view short_forms = R"(
Parameters: {Stage: {Type: String, Default: test}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Queue: {Type: "AWS::SQS::Queue"}
  Value:
    Type: AWS::SSM::Parameter
    Properties:
      Type: String
      Value: !Sub "${Queue.Arn}/${Stage}/${!Literal}"
  Second:
    Type: AWS::SSM::Parameter
    DependsOn: Value
    Properties: {Type: String, Value: !If [IsProd, a, !GetAtt Queue.Arn]}
)";

TEST(CloudFormationTemplate, ShortFormsAreTheLongOnesAndImplyTheOrder) {
  const auto read = read_template(short_forms);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  using Names = std::set<std::string>;
  EXPECT_EQ(read->resources.at("Value").depends_on, (Names{"Queue"}));
  EXPECT_EQ(read->resources.at("Second").depends_on, (Names{"Queue", "Value"}));
  Scope scope;
  scope.conditions = &read->conditions;
  scope.names["Stage"] = "test";
  scope.attribute = [](const std::string& id, const std::string& name) {
    return Result<json::value, std::string>(json::value(id + "'s " + name));
  };
  const auto value = evaluate(read->resources.at("Value").properties, scope);
  ASSERT_TRUE(value.has_value()) << value.error();
  EXPECT_EQ((*value)->at("Value"), "Queue's Arn/test/${Literal}");
  const auto second = evaluate(read->resources.at("Second").properties, scope);
  ASSERT_TRUE(second.has_value()) << second.error();
  EXPECT_EQ((*second)->at("Value"), "Queue's Arn");
}

TEST(CloudFormationTemplate, WhatDoesNotParseSaysLineAndColumn) {
  EXPECT_EQ(mistake_in_template("{\n  \"Resources\": {,}\n}"),
            "Template format error: JSON not well-formed. (line 2, column 17)");
  EXPECT_EQ(mistake_in_template("Resources:\n  A: [1, 2\n  B: }\n").substr(0, 50),
            "Template format error: YAML not well-formed. (line");
  EXPECT_EQ(mistake_in_template("Resources:\n  A: !Nonsense x\n"),
            "Template format error: unknown tag '!Nonsense'. (line 2, column 6)");
}

TEST(CloudFormationTemplate, CirclesAndUnknownReferencesAreRefused) {
  EXPECT_EQ(mistake_in_template("Resources:\n  A: {Type: T, DependsOn: B}\n"
                                "  B: {Type: T, Properties: {X: !Ref C}}\n"
                                "  C: {Type: T, Properties: {X: !GetAtt A.Y}}\n"
                                "  D: {Type: T, DependsOn: A}\n"),
            "Circular dependency between resources: [A, B, C]");
  EXPECT_EQ(mistake_in_template("Resources: {A: {Type: T, Properties: {X: !Ref Nobody}}}"),
            "Template format error: Unresolved resource dependencies [Nobody] in the Resources "
            "block of the template");
  EXPECT_EQ(mistake_in_template("Resources: {A: {Type: T, Condition: Never}}"),
            "Template format error: Unresolved condition dependency Never in the Resources block "
            "of the template");
}

// Goal: a text of some hundred bytes costs no more than a template may.
// Method: aliases of aliases, each of which would be ten times as long as the one before.
TEST(CloudFormationTemplate, AliasesOfAliasesEnd) {
  std::string text = "Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 9; ++level) {
    const std::string before = "*a" + std::to_string(level - 1);
    text += "  a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + before;
    for (int times = 1; times < 10; ++times) text += ", " + before;
    text += "]\n";
  }
  text += "Resources: {A: {Type: T}}\n";
  EXPECT_EQ(mistake_in_template(text),
            "Template format error: the template is nested too deeply or has too many values.");
}

}  // namespace
}  // namespace spotdrill::cloudformation
