#include "services/fis/api_faults.hpp"
#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

constexpr const char* worker = "arn:aws:iam::123456789012:role/jobs/worker";

api::fis::CreateExperimentTemplateRequest throttling(const std::string& percentage = "100") {
  auto request = Drill::request();
  request.targets["R"] = Drill::target("aws:iam:role");
  request.targets["R"].resource_arns = {worker};
  auto& action = request.actions["throttle"];
  action.action_id = "aws:fis:inject-api-throttle-error";
  action.targets["Roles"] = "R";
  action.parameters = {{"duration", "PT2M"},
                       {"service", "ec2"},
                       {"percentage", percentage},
                       {"operations", "DescribeTags, DescribeVolumes"}};
  return request;
}

class ThrottleError : public testing::Test {
 protected:
  ThrottleError() { drill.roles = {{.arn = worker, .tags = {{"job", "a"}}}}; }

  std::string code(std::string_view role, std::string_view service, std::string_view operation) {
    const auto error = injected_error(drill.fis(), role, service, operation);
    return error ? error->code : "";
  }

  Drill drill;
};

TEST_F(ThrottleError, CallsOfTheRoleAreRefusedWhileItRuns) {
  const std::string id = drill.start(throttling());
  EXPECT_EQ(code("worker", "ec2", "DescribeTags"), "") << "it has not begun";
  drill.world.run_for(1min);
  const auto error = injected_error(drill.fis(), "worker", "ec2", "DescribeVolumes");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, "RequestLimitExceeded");
  EXPECT_EQ(error->http_status, 503);
  EXPECT_EQ(code("worker", "ec2", "DescribeInstances"), "");
  EXPECT_EQ(code("worker", "ssm", "DescribeTags"), "");
  EXPECT_EQ(code("other", "ec2", "DescribeTags"), "");
  drill.world.run_for(2min);
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_EQ(code("worker", "ec2", "DescribeTags"), "");
}

TEST_F(ThrottleError, GoesOnAfterARestartAndEndsWhenItIsStopped) {
  const std::string id = drill.start(throttling());
  drill.world.run_for(1min);
  drill.restart();
  EXPECT_EQ(code("worker", "ec2", "DescribeTags"), "RequestLimitExceeded");
  drill.fis().stop(id);
  drill.world.run_for(1s);
  EXPECT_EQ(code("worker", "ec2", "DescribeTags"), "");
}

TEST_F(ThrottleError, HitsThePercentageThatItIsGiven) {
  drill.start(throttling("25"));
  drill.world.run_for(1min);
  int hits = 0;
  for (int i = 0; i < 1000; ++i) hits += code("worker", "ec2", "DescribeTags").empty() ? 0 : 1;
  EXPECT_NEAR(hits, 250, 60);
}

TEST_F(ThrottleError, RolesAreFoundByTheirTagsToo) {
  auto request = throttling();
  request.targets["R"].resource_arns.clear();
  request.targets["R"].resource_tags = {{"job", "a"}};
  drill.start(request);
  drill.world.run_for(1min);
  EXPECT_EQ(code("worker", "ec2", "DescribeTags"), "RequestLimitExceeded");
}

TEST_F(ThrottleError, ARoleThatIsNotThereFailsTheExperiment) {
  drill.roles.clear();
  const std::string id = drill.start(throttling());
  drill.world.run_for(1min);
  EXPECT_EQ(drill.status(id), "failed");
  EXPECT_EQ(drill.experiment(id).error->code, "InvalidTarget");
}

TEST_F(ThrottleError, ParametersAreChecked) {
  const auto refusal = [&](const std::string& parameter, const std::string& value) {
    auto request = throttling();
    request.actions["throttle"].parameters[parameter] = value;
    const auto made = create_experiment_template(drill.fis(), request);
    return made.has_value() ? std::string{} : made.error().message;
  };
  EXPECT_NE(refusal("percentage", "0"), "");
  EXPECT_NE(refusal("percentage", "101"), "");
  EXPECT_NE(refusal("percentage", "50%"), "");
  EXPECT_NE(refusal("operations", "DescribeNothing"), "");
  EXPECT_NE(refusal("operations", ""), "");
  EXPECT_NE(refusal("duration", "PT30S"), "");
  EXPECT_EQ(refusal("service", "dynamodb"),
            "The service parameter value is not supported for the action");
  EXPECT_EQ(refusal("percentage", "50"), "");
  auto request = throttling();
  request.targets["R"].resource_arns = {Drill::arn("i-0123")};
  EXPECT_FALSE(create_experiment_template(drill.fis(), request).has_value());
}

}  // namespace
}  // namespace spotdrill::fis
