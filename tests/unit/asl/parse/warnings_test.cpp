#include "asl/parse/warnings.hpp"

#include "asl/diagnostics.hpp"

namespace spotdrill::asl {
namespace {

using parse::quoted_path;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::StartsWith;

TEST(QuotedPath, IsFoundInAFilter) {
  EXPECT_THAT(quoted_path("$.a[?(@.b=='$$.Execution.Id')]"),
              Optional(testing::Eq("$$.Execution.Id")));
  EXPECT_THAT(quoted_path("$.a[?(@.b == \"$.c\" && @.d == 1)]"), Optional(testing::Eq("$.c")));
  EXPECT_THAT(quoted_path("$.a[?((@.x) && @.b == '$['c']')].d"), Optional(testing::Eq("$[")));
}

TEST(QuotedPath, IsNoneElsewhere) {
  for (const char* text :
       {"$", "$.a[?(@.b=='sir-1')]", "$['$.a']", "$.a[?(@['$.b'] == 1)]", "$.a[?(@.b == '$5')]",
        "States.Format('$.a {}', $.b[?(@.c == 1)])", "$.a[?(@.b==1)]['$.c']", "$.a[?(@.b == $.c)]",
        "$.a[?(@.b == 'unfinished"}) {
    EXPECT_EQ(quoted_path(text), std::nullopt) << text;
  }
}

TEST(Warning, IsOfAPathThatStandsWhereNoneIsLookedUp) {
  EXPECT_THAT(task_problems(R"asl("Parameters": {"a": "$.b", "list": [{"c": "States.UUID()"}],
                               "price": "$5", "d": "States and unions"})asl"),
              ElementsAre(testing::AllOf(StartsWith("W NO_DOLLAR: The value of field 'a' is passed "
                                                    "on as it is"),
                                         testing::EndsWith(" at /States/A/Parameters/a")),
                          testing::AllOf(StartsWith("W NO_DOLLAR: "),
                                         testing::EndsWith(" at /States/A/Parameters/list[0]/c"))));
}

TEST(Warning, IsOfAResultThatSeemsToExpectMore) {
  EXPECT_THAT(state_problems(R"("Type": "Pass", "Result": {"a.$": "$.b"}, "End": true)"),
              ElementsAre(StartsWith("W PASS_RESULT_IS_STATIC: ")));
  EXPECT_THAT(state_problems(R"("Type": "Pass", "Result": ["x", {"a": 1}], "End": true)"),
              IsEmpty());
}

TEST(Warning, IsOfWordsOfAFailThatLookLikeAPath) {
  EXPECT_THAT(state_problems(R"("Type": "Fail", "Error": "$.error", "Cause": "it was $5")"),
              ElementsAre(StartsWith("W NO_PATH: The value of field 'Error' is taken as it is: "
                                     "call the field 'ErrorPath'")));
}

TEST(Warning, IsOfAFilterWhereverItStands) {
  EXPECT_THAT(state_problems(R"("Type": "Pass", "InputPath": "$.a[?(@.b=='$.c')]", "End": true)"),
              ElementsAre(StartsWith("W PATH_IN_QUOTES: ")));
}

/// Goal: a name that two scopes share is told of; two branches may share one, and a distributed Map
/// sees nothing of what is around it.
TEST(Warning, IsOfAVariableThatIsAssignedToAroundIt) {
  const auto lines = [](std::string_view inner, std::string_view config) {
    const std::string line = R"({"StartAt": ")" + std::string{inner} + R"(1", "States": {")" +
                             std::string{inner} + R"(1": {"Type": "Pass", "End": true,
      "Assign": {"v.$": "$", "w": 1}}}})";
    return problems(R"({"StartAt": "S", "States": {
      "S": {"Type": "Choice", "Default": "P", "Choices": [{"Variable": "$.a", "IsNull": true,
        "Next": "P", "Assign": {"v": 1}}]},
      "P": {"Type": "Map", "End": true, "ItemProcessor": {)" +
                    std::string{config} + line.substr(1) + "}}}");
  };
  EXPECT_THAT(lines("I", ""),
              ElementsAre(testing::AllOf(
                  StartsWith("W VARIABLE_OF_OUTER_SCOPE: The variable 'v' is assigned to around "),
                  testing::EndsWith(" at /States/P/ItemProcessor/States/I1/Assign"))));
  EXPECT_THAT(
      lines("I", R"("ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, )"),
      IsEmpty());
  EXPECT_THAT(state_problems(R"("Type": "Parallel", "End": true, "Branches": [
      {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true, "Assign": {"v": 1}}}},
      {"StartAt": "C", "States": {"C": {"Type": "Pass", "End": true, "Assign": {"v": 1}}}}])"),
              IsEmpty());
}

}  // namespace
}  // namespace spotdrill::asl
