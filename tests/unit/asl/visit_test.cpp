#include "asl/visit.hpp"

#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

TEST(VisitTest, APathThatFindsNothingIsToldAsItsFieldHasIt) {
  const auto of = [](std::string_view path) {
    return outcome_of_state(
        R"("Type": "Pass", "End": true, "InputPath": ")" + std::string{path} + "\"",
        R"({"a" : 1})");
  };
  EXPECT_THAT(of("$.x['y z']"),
              testing::EndsWith(" Invalid path '$.x['y z']' : No results for path: $['x']['y z']"));
  EXPECT_THAT(of("$$.Nope[0]"), testing::EndsWith("No results for path: $['Nope'][0]"));
  const auto waiting = [](std::string_view path) {
    return outcome_of_state(
        R"("Type": "Wait", "End": true, "SecondsPath": ")" + std::string{path} + "\"",
        R"({"a" : 1})");
  };
  EXPECT_THAT(waiting("$.x"),
              testing::EndsWith("specified for the field 'SecondsPath' could not be "
                                "found in the input '{\"a\":1}'"));
}

TEST(VisitTest, ThePathOfEverythingGivesTheVerySamePayload) {
  const TestRun run{with_state(R"("Type": "Succeed")"), R"( {"a" : 1} )"};
  EXPECT_EQ(run.execution.output().text().get(), run.execution.start().input.text().get());
}

TEST(VisitTest, NumbersMayBeWrittenWithAFraction) {
  const auto of = [](std::string_view value) {
    TestRun run{with_state(R"("Type": "Wait", "SecondsPath": "$.s", "End": true)"),
                R"({"s":)" + std::string{value} + "}"};
    return run.finish().seconds_now();
  };
  EXPECT_EQ(of("3"), 3);
  EXPECT_EQ(of("3.0"), 3);
  EXPECT_EQ(of("1e1"), 10);
  EXPECT_EQ(of("3.5"), 0) << "It fails.";
}

TEST(VisitTest, AFunctionThatFailsFailsTheState) {
  EXPECT_THAT(outcome_of_state(R"s("Type": "Fail", "CausePath": "States.StringToJson($.a)")s",
                               R"({"a":"{"})"),
              testing::StartsWith("Failed States.IntrinsicFailure: An error occurred while "
                                  "executing the state 'A' (entered at the event id #2). "));
}

}  // namespace
}  // namespace spotdrill::asl
