#include "apps/lint.hpp"

#include <gmock/gmock.h>

#include "apps/lint_template.hpp"

namespace spotdrill::apps {
namespace {

using asl::MachineType;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

TEST(Lint, KnowsATemplateThatHasADefinitionInIt) {
  EXPECT_TRUE(looks_like_template(
      R"({"Resources": {"M": {"Properties": {"DefinitionString": "{\"StartAt\": \"A\"}"}}}})"));
  EXPECT_TRUE(
      looks_like_template("Resources:\n  M:\n    Properties: {Definition: {\"StartAt\": A}}\n"));
  EXPECT_FALSE(looks_like_template(R"({"StartAt": "Resources", "States": {}})"));
  EXPECT_TRUE(looks_like_template("Resources: [")) << "it is to be told what is wrong with it";
}

TEST(Lint, SaysNothingOfADefinitionThatIsSound) {
  const LintResult result = lint_definition(
      "a.json", R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})", MachineType::Standard);
  EXPECT_TRUE(result.sound);
  EXPECT_THAT(result.lines, IsEmpty());
}

TEST(Lint, NamesFileAndPlaceOfEachProblem) {
  const LintResult result = lint_definition(
      "a.json", R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Foo": 1, "Next": "B"}}})",
      MachineType::Standard);
  EXPECT_FALSE(result.sound);
  EXPECT_THAT(result.lines, ElementsAre("a.json: /States/A: error: Field 'Foo' is not supported",
                                        "a.json: /States/A/Next: error: Missing 'Next' target: B"));
}

TEST(Lint, NamesLineAndColumnOfWhatIsNoJson) {
  const LintResult result = lint_definition("a.json", "{\n  nope\n}", MachineType::Standard);
  EXPECT_FALSE(result.sound);
  EXPECT_THAT(result.lines, ElementsAre("a.json:2:7: error: Unrecognized token 'nope': was "
                                        "expecting (JSON String, Number, Array, Object or token "
                                        "'null', 'true' or 'false')"));
}

TEST(Lint, WarnsOfWhatIsSound) {
  const LintResult result = lint_definition(
      "a.json", R"({"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "$.e"}}})",
      MachineType::Standard);
  EXPECT_TRUE(result.sound);
  EXPECT_THAT(result.lines, ElementsAre(StartsWith("a.json: /States/A/Error: warning: ")));
}

TEST(Lint, KnowsWhatExpressHasNot) {
  const std::string_view text = R"({"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::batch:submitJob.sync"}}})";
  EXPECT_TRUE(lint_definition("-", text, MachineType::Standard).sound);
  EXPECT_FALSE(lint_definition("-", text, MachineType::Express).sound);
}

}  // namespace
}  // namespace spotdrill::apps
