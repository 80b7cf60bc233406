#include "asl/run.hpp"

namespace spotdrill::asl {
namespace {

constexpr std::string_view describe =
    R"("Type": "Task", "End": true, "Resource": "arn:aws:states:::aws-sdk:ec2:describeInstances")";

std::string described(std::string_view members) {
  return with_state(std::string{describe} + ", " + std::string{members});
}

TEST(TaskStateTest, ParametersAreTheInputOrWhatTheTemplateMakesOfIt) {
  const TestRun bare{with_state(describe), R"({ "a": 1 })"};
  EXPECT_EQ(*bare.request().parameters.text(), R"({ "a": 1 })");
  EXPECT_EQ(bare.request().state, "A");
  EXPECT_EQ(bare.request().resource.operation(), "describeInstances");
  const TestRun made{described(R"("Parameters": {"X.$": "$.a", "Y": [1]}, "InputPath": "$.in")"),
                     R"({"in":{"a":1}})"};
  EXPECT_EQ(*made.request().parameters.text(), R"({"Y":[1],"X":1})");
}

TEST(TaskStateTest, TheResultGoesThroughSelectorPathAndOutput) {
  EXPECT_EQ(outcome_of(described(R"("ResultSelector": {"n.$": "$.Count"}, "ResultPath": "$.r",
                                    "OutputPath": "$.r")"),
                       R"({"a":1})", gives(R"({"Count":5})")),
            R"(Succeeded {"n":5})");
  EXPECT_EQ(outcome_of(described(R"("ResultPath": null)"), R"({"a":1})", gives("5")),
            R"(Succeeded {"a":1})");
  EXPECT_EQ(outcome_of(with_state(describe), "{}", gives("[1,  2]")), "Succeeded [1,  2]");
}

TEST(TaskStateTest, LimitsComeFromPaths) {
  const TestRun run{described(R"("TimeoutSecondsPath": "$.t", "HeartbeatSecondsPath": "$.h")"),
                    R"({"t":60,"h":5})"};
  EXPECT_EQ(run.history(3), R"(
3 TaskScheduled prev=2 {"t":60,"h":5} {"resource":"describeInstances","resourceType":"aws-sdk:ec2","region":"eu-west-1","timeoutInSeconds":60,"heartbeatInSeconds":5}
4 TaskStarted prev=3 {"resource":"describeInstances","resourceType":"aws-sdk:ec2"}
)");
  EXPECT_EQ(run.execution.next_due(), TestRun::begin + 5s);
}

TEST(TaskStateTest, ALimitThatIsNoneFails) {
  const auto of = [](std::string_view value) {
    return outcome_of(described(R"("TimeoutSecondsPath": "$.t")"),
                      R"({"t":)" + std::string{value} + "}");
  };
  EXPECT_THAT(
      of("0"),
      testing::EndsWith("The TimeoutSecondsPath parameter must be a positive integer but was: 0"));
  EXPECT_THAT(of("-5"), testing::StartsWith("Failed States.Runtime: An error occurred while"));
  EXPECT_THAT(of(R"("1")"), testing::StartsWith("Failed States.Runtime"));
  EXPECT_THAT(of("100000000"), testing::EndsWith("must be 99999999 at most but was: 100000000"));
  EXPECT_THAT(of("9223372036854775807"), testing::StartsWith("Failed States.Runtime"));
}

TEST(TaskStateTest, CredentialsAreToldAndPassedOn) {
  const TestRun run{described(R"("Credentials": {"RoleArn.$": "$.role"})"), R"({"role":"arn:r"})"};
  EXPECT_EQ(run.request().credentials, "arn:r");
  EXPECT_THAT(run.history(3), testing::HasSubstr(R"("taskCredentials":{"roleArn":"arn:r"})"));
}

}  // namespace
}  // namespace spotdrill::asl
