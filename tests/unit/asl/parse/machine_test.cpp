// What is wrong with a definition as a whole, and with where its states lead.
#include <string>

#include "asl/diagnostics.hpp"

namespace spotdrill::asl {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(WholeDefinition, IsAJsonObject) {
  for (const char* text : {"", " \n", "[]", "1", "null", "\"{}\""}) {
    EXPECT_THAT(problems(text),
                ElementsAre("SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object"))
        << text;
  }
}

TEST(WholeDefinition, ThatIsNoJsonIsToldWhere) {
  EXPECT_THAT(problems("not a definition"),
              ElementsAre("INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting (JSON "
                          "String, Number, Array, Object or token 'null', 'true' or 'false')\n at "
                          "[Source: (String)\"not a definition\"; line: 1, column: 4] at [Source: "
                          "(String)\"not a definition\"; line: 1, column: 4]"));
  EXPECT_THAT(problems("{\n  \"StartAt\": \"A\",\n}"),
              ElementsAre(AllOf(
                  StartsWith("INVALID_JSON_DESCRIPTION: Unexpected character ('}' (code 125))"),
                  HasSubstr("line: 3, column: 1]"))));
  EXPECT_THAT(problems("{\"StartAt\": "),
              ElementsAre(StartsWith("INVALID_JSON_DESCRIPTION: Unexpected end-of-input")));
}

TEST(WholeDefinition, RepeatsNotMoreThanTheBeginningOfItsText) {
  EXPECT_THAT(problems(std::string(501, ' ') + "x"),
              ElementsAre(HasSubstr(" \"[truncated 2 chars]; line: 1, column: 503]")));
}

TEST(WholeDefinition, HasNoFieldTwice) {
  EXPECT_THAT(
      problems(R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "A": {"Type": "Fail"}}})"),
      ElementsAre(AllOf(StartsWith("INVALID_JSON_DESCRIPTION: Duplicate field 'A'"),
                        HasSubstr("line: 1, column: 55]"))));
  EXPECT_THAT(problems(R"({"StartAt": "A", "Comment": "{\"A\": 1, \"A\": 2}",
                           "States": {"A": {"Type": "Succeed"}}})"),
              IsEmpty());
}

TEST(WholeDefinition, ThatIsTooDeepIsRefused) {
  std::string text = R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true, "Result": )";
  EXPECT_THAT(problems(text + std::string(300, '[') + std::string(300, ']') + "}}}"),
              ElementsAre(StartsWith("TOO_DEEPLY_NESTED: ")));
}

TEST(WholeDefinition, HasStatesAndStartsAtOne) {
  EXPECT_THAT(problems("{}"), ElementsAre("SCHEMA_VALIDATION_FAILED: These fields are required: "
                                          "[States, StartAt] at /"));
  EXPECT_THAT(problems(R"({"StartAt": "A"})"),
              ElementsAre("SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /"));
  EXPECT_THAT(problems(R"({"StartAt": "A", "States": {}})"),
              ElementsAre("SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States"));
  EXPECT_THAT(problems(R"({"StartAt": 1, "States": []})"),
              ElementsAre("SCHEMA_VALIDATION_FAILED: Expected value of type String at /StartAt",
                          "SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States"));
}

TEST(WholeDefinition, HasNoOtherFields) {
  EXPECT_THAT(
      problems(R"({"StartAt": "A", "startAt": 1, "Version": "2.0", "TimeoutSeconds": -1,
                   "Comment": 1, "States": {"A": {"Type": "Succeed"}, "B": 7}})"),
      ElementsAre("SCHEMA_VALIDATION_FAILED: Field 'startAt' is not supported at /",
                  "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [1.0] at "
                  "/Version",
                  "SCHEMA_VALIDATION_FAILED: Expected value of type String at /Comment",
                  "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /TimeoutSeconds",
                  "SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/B"));
}

TEST(WholeDefinition, IsNotToldMoreThanAnybodyReads) {
  std::string states;
  for (int i = 0; i < 2'000; ++i)
    states += (i > 0 ? ", \"S" : "\"S") + std::to_string(i) + "\": {}";
  EXPECT_THAT(problems(R"({"StartAt": "S0", "States": {)" + states + "}}"), testing::SizeIs(1'000));
}

TEST(WholeDefinition, IsInOneOfTheTwoLanguages) {
  EXPECT_THAT(problems(R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
                "A": {"Type": "Pass", "Output": "{% 1 %}", "End": true}}})"),
              IsEmpty());
  EXPECT_THAT(problems(R"({"QueryLanguage": "SQL", "StartAt": "A", "States": {
                "A": {"Type": "Succeed"}}})"),
              ElementsAre("SCHEMA_VALIDATION_FAILED: Value should be one of the following: "
                          "[JSONPath, JSONata] at /QueryLanguage"));
}

TEST(Transition, LeadsToAStateThatIsThere) {
  EXPECT_THAT(problems(R"({"StartAt": "Not sure", "States": {
        "Pass One": {"Type": "Pass", "Next": "Success"}, "Success": {"Type": "Succeed"}}})"),
              ElementsAre("MISSING_TRANSITION_TARGET: Missing 'Next' target: Not sure at /StartAt",
                          "MISSING_TRANSITION_TARGET: State \"Pass One\" is not reachable. at "
                          "/States/Pass One"));
}

TEST(Transition, IsCalledNextWhereverItIs) {
  EXPECT_THAT(
      problems(R"({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "T1"},
        "C": {"Type": "Choice", "Default": "T3",
              "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "T2"}]},
        "P": {"Type": "Parallel", "End": true,
              "Branches": [{"StartAt": "Q", "States": {"Q": {"Type": "Pass", "Next": "A"}}}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "T4"}]}}})"),
      testing::IsSupersetOf(
          {"MISSING_TRANSITION_TARGET: Missing 'Next' target: T1 at /States/A/Next",
           "MISSING_TRANSITION_TARGET: Missing 'Next' target: T2 at /States/C/Choices[0]/Next",
           "MISSING_TRANSITION_TARGET: Missing 'Next' target: T3 at /States/C/Default",
           "MISSING_TRANSITION_TARGET: Missing 'Next' target: T4 at /States/P/Catch[0]/Next",
           // Branches cannot lead out.
           "MISSING_TRANSITION_TARGET: Missing 'Next' target: A at "
           "/States/P/Branches[0]/States/Q/Next"}));
}

TEST(Transition, MissingOneHidesNotThatThereIsNoEnd) {
  EXPECT_THAT(
      problems(R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "NOPE"}}})"),
      ElementsAre("MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next",
                  "MISSING_END_STATE: Workflow has no terminal state"));
}

TEST(Transition, SomewhereTheWholeEnds) {
  EXPECT_THAT(problems(R"({"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"},
                "Z": {"Type": "Pass", "Next": "A"}}})"),
              ElementsAre("MISSING_END_STATE: Workflow has no terminal state"));
}

TEST(Transition, LeadsToEveryState) {
  EXPECT_THAT(problems(R"({"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"},
                "C": {"Type": "Pass", "End": true}}})"),
              ElementsAre("MISSING_TRANSITION_TARGET: State \"C\" is not reachable. at /States/C"));
  EXPECT_THAT(
      problems(R"({"StartAt": "A", "States": {
                "A": {"Type": "Succeed"},
                "After": {"Type": "Pass", "Next": "A"},
                "Lost": {"Type": "Pass", "Next": "After"},
                "Round": {"Type": "Pass", "Next": "Again"},
                "Again": {"Type": "Pass", "Next": "Round"}}})"),
      ElementsAre("MISSING_TRANSITION_TARGET: State \"Lost\" is not reachable. at /States/Lost",
                  "MISSING_TRANSITION_TARGET: State \"Round\" is not reachable. at /States/Round"));
}

TEST(StateName, StandsOnceInTheWholeDefinition) {
  EXPECT_THAT(problems(R"({"StartAt": "P", "States": {
                "P": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
                  {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]}}})"),
              ElementsAre("DUPLICATE_STATE_NAME: Duplicate State name: A at "
                          "/States/P/Branches[1]/States/A"));
}

TEST(StateName, HasUpToEightyCharacters) {
  std::string name;
  for (int i = 0; i < 80; ++i) name += "é";
  const auto with_name = [](const std::string& it) {
    return R"({"StartAt": ")" + it + R"(", "States": {")" + it + R"(": {"Type": "Succeed"}}})";
  };
  EXPECT_THAT(problems(with_name(name)), IsEmpty());
  EXPECT_THAT(problems(with_name(name + "x")),
              ElementsAre("INVALID_STATE_NAME: The state name '" + name +
                          "x' exceeds the 80-character limit allowed by the service at /States/" +
                          name + "x"));
  EXPECT_THAT(problems(with_name("")),
              ElementsAre("INVALID_STATE_NAME: The state name cannot be empty at /States/"));
}

}  // namespace
}  // namespace spotdrill::asl
