#include "services/fis/fixture.hpp"

namespace spotdrill::fis {
namespace {

api::fis::CreateExperimentTemplateRequest cutting(const std::string& subnet,
                                                  const std::string& scope = "vpc") {
  auto request = Drill::request();
  request.targets["Net"] = Drill::target("aws:ec2:subnet");
  request.targets["Net"].resource_arns = {"arn:aws:ec2:us-east-1:123456789012:subnet/" + subnet};
  auto& action = request.actions["cut"];
  action.action_id = "aws:network:disrupt-connectivity";
  action.parameters["scope"] = scope;
  action.parameters["duration"] = "PT10M";
  action.targets["Subnets"] = "Net";
  return request;
}

// Goal: who is there is cut off, who comes is too, and both are let out when it is over.
TEST(DisruptConnectivity, CutsTheSubnetsInstancesOffForItsDuration) {
  Drill drill;
  const std::string early = drill.world.run_instance();
  drill.world.run_for(1s);
  const std::string subnet = drill.world.instance(early).subnet_id;
  const std::string id = drill.start(cutting(subnet));
  drill.world.run_for(1min);
  EXPECT_EQ(drill.action_status(id, "cut"), "running");
  EXPECT_FALSE(drill.world.host().outside(early));
  const std::string late = drill.world.run_instance();
  drill.world.run_for(1s);
  EXPECT_FALSE(drill.world.host().outside(late));
  drill.world.run_for(10min);
  EXPECT_EQ(drill.status(id), "completed");
  EXPECT_TRUE(drill.world.host().outside(early));
  EXPECT_TRUE(drill.world.host().outside(late));
}

TEST(DisruptConnectivity, StoppedExperimentLetsThemOut) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  drill.world.run_for(1s);
  const std::string id = drill.start(cutting(drill.world.instance(instance).subnet_id));
  drill.world.run_for(1min);
  drill.fis().stop(id);
  drill.world.run_for(1s);
  EXPECT_TRUE(drill.world.host().outside(instance));
}

// Goal: no store keeps what is cut off; the experiment that goes on does it again.
TEST(DisruptConnectivity, AnotherDaemonKeepsThemCutOff) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  drill.world.run_for(1s);
  const std::string subnet = drill.world.instance(instance).subnet_id;
  const std::string id = drill.start(cutting(subnet));
  drill.world.run_for(1min);
  drill.restart();
  const std::string late = drill.world.run_instance();
  drill.world.run_for(1s);
  EXPECT_FALSE(drill.world.host().outside(late));
  drill.world.run_for(10min);
  EXPECT_TRUE(drill.world.host().outside(late));
}

// Goal: what would cut AWS off too is refused, for it is not done here.
TEST(DisruptConnectivity, OtherScopesAreRefused) {
  Drill drill;
  const std::string instance = drill.world.run_instance();
  const auto made = create_experiment_template(
      drill.fis(), cutting(drill.world.instance(instance).subnet_id, "all"));
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "ValidationException");
  EXPECT_NE(made.error().message.find("only the scope vpc is supported here"), std::string::npos);
}

}  // namespace
}  // namespace spotdrill::fis
