#include "drill/run/fault_document.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

const FaultTarget fault_target{.subnet_arn = {},
                               .instance_arn = "arn:aws:ec2:us-east-1:1:instance/i-1",
                               .role_arn = "arn:role"};

TEST(FaultDocument, InterruptionIsAnFisAction) {
  const json::object document = fault_document(
      make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 150s), fault_target);
  const json::object& action = document.at("actions").at("interrupt").as_object();
  EXPECT_EQ(action.at("actionId").as_string(), "aws:ec2:send-spot-instance-interruptions");
  EXPECT_EQ(action.at("parameters").at("durationBeforeInterruption").as_string(), "PT150S");
  EXPECT_EQ(document.at("targets").at("workload").at("resourceType").as_string(),
            "aws:ec2:spot-instance");
  EXPECT_EQ(document.at("roleArn").as_string(), "arn:role");
}

TEST(FaultDocument, TerminationHasInstancesForTargets) {
  const json::object document =
      fault_document(make_fault(Fault::Kind::Terminate, {}, {}), fault_target);
  const json::object& action = document.at("actions").at("terminate").as_object();
  EXPECT_EQ(action.at("targets").at("Instances").as_string(), "workload");
  EXPECT_FALSE(action.contains("parameters"));
}

TEST(FaultDocument, TemplateStaysAsItIs) {
  Fault fault = make_fault(Fault::Kind::Template, {}, {});
  fault.experiment_template.emplace("description", "mine");
  EXPECT_EQ(fault_document(fault, fault_target), fault.experiment_template);
}

// Goal: as far as AWS knows such a thing: what leaves the VPC of the instance's subnet.
TEST(FaultDocument, CutNetworkIsDisruptedConnectivityOfTheSubnet) {
  const json::object document =
      fault_document(make_fault(Fault::Kind::Network, {.progress_percent = 50}, {}),
                     {.subnet_arn = "arn:aws:ec2:us-east-1:1:subnet/subnet-1",
                      .instance_arn = {},
                      .role_arn = {}});
  const json::object& action = document.at("actions").at("cut").as_object();
  EXPECT_EQ(action.at("actionId").as_string(), "aws:network:disrupt-connectivity");
  EXPECT_EQ(action.at("parameters").at("scope").as_string(), "vpc");
  EXPECT_EQ(action.at("targets").at("Subnets").as_string(), "workload");
  const json::object& target = document.at("targets").at("workload").as_object();
  EXPECT_EQ(target.at("resourceType").as_string(), "aws:ec2:subnet");
  EXPECT_EQ(target.at("resourceArns").at(0).as_string(), "arn:aws:ec2:us-east-1:1:subnet/subnet-1");
}

}  // namespace
}  // namespace spotdrill::drill
