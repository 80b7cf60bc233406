// TerminateInstances, StopInstances, StartInstances, RebootInstances.
#include <gtest/gtest.h>

#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;

template <class Request>
Request of(std::vector<std::string> ids) {
  Request request;
  request.instance_ids = std::move(ids);
  return request;
}

TEST(TerminateInstances, OneUnknownIdRefusesTheWholeCall) {
  World world;
  const std::string id = world.run_instance();
  const auto unknown = terminate_instances(
      world.ec2(),
      of<api::ec2::TerminateInstancesRequest>({id, "i-0123456789abcdef0", "i-0123456789abcdef1"}));
  EXPECT_EQ(unknown.error().code, "InvalidInstanceID.NotFound");
  EXPECT_EQ(unknown.error().message,
            "The instance IDs 'i-0123456789abcdef0, i-0123456789abcdef1' do not exist");
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
  const auto malformed =
      terminate_instances(world.ec2(), of<api::ec2::TerminateInstancesRequest>({"i-nope"}));
  EXPECT_EQ(malformed.error().code, "InvalidInstanceID.Malformed");
  EXPECT_EQ(malformed.error().message, "Invalid id: \"i-nope\"");
}

TEST(TerminateInstances, TerminatingOneAgainSucceeds) {
  World world;
  const auto request = of<api::ec2::TerminateInstancesRequest>({world.run_instance()});
  const auto first = terminate_instances(world.ec2(), request);
  EXPECT_EQ(*first->terminating_instances[0].previous_state->name, "running");
  EXPECT_EQ(*first->terminating_instances[0].current_state->name, "shutting-down");
  EXPECT_EQ(*first->terminating_instances[0].current_state->code, 32);
  world.settle();
  const auto second = terminate_instances(world.ec2(), request);
  EXPECT_EQ(*second->terminating_instances[0].previous_state->name, "terminated");
}

TEST(TerminateInstances, ProtectedInstanceRefusesTheWholeCall) {
  World world;
  const std::string id = world.run_instance();
  world.ec2().edit_instance(id).disable_api_termination = true;
  const auto refused =
      terminate_instances(world.ec2(), of<api::ec2::TerminateInstancesRequest>({id}));
  EXPECT_EQ(refused.error().code, "OperationNotPermitted");
}

TEST(StopInstances, RefusesOneTimeSpotInstances) {
  World world;
  const std::string id = world.run_spot_instance();
  const auto refused = stop_instances(world.ec2(), of<api::ec2::StopInstancesRequest>({id}));
  EXPECT_EQ(refused.error().code, "UnsupportedOperation");
}

TEST(StopInstances, StartInstancesBringsThemBack) {
  World world;
  const std::string id = world.run_instance();
  const auto stopped = stop_instances(world.ec2(), of<api::ec2::StopInstancesRequest>({id}));
  EXPECT_EQ(*stopped->stopping_instances[0].current_state->name, "stopping");
  EXPECT_EQ(start_instances(world.ec2(), of<api::ec2::StartInstancesRequest>({id})).error().code,
            "IncorrectInstanceState");
  world.settle();
  EXPECT_EQ(code(world.instance(id).state_reason), "Client.UserInitiatedShutdown");
  const auto started = start_instances(world.ec2(), of<api::ec2::StartInstancesRequest>({id}));
  EXPECT_EQ(*started->starting_instances[0].current_state->name, "pending");
  world.settle();
  EXPECT_EQ(world.instance(id).state, InstanceState::Running);
}

TEST(RebootInstances, RefusesStoppedInstances) {
  World world;
  const std::string id = world.run_instance();
  EXPECT_TRUE(
      reboot_instances(world.ec2(), of<api::ec2::RebootInstancesRequest>({id})).has_value());
  world.settle();
  world.ec2().begin_stop(id, StateReason::UserInitiatedShutdown);
  world.settle();
  EXPECT_FALSE(
      reboot_instances(world.ec2(), of<api::ec2::RebootInstancesRequest>({id})).has_value());
}

TEST(DryRun, IsRefusedWith412) {
  World world;
  api::ec2::TerminateInstancesRequest request;
  const wire::Service service = make_service(world.service());
  const wire::Operation* terminate = wire::find_operation(service, "TerminateInstances");
  ASSERT_NE(terminate, nullptr);
  EXPECT_FALSE(precheck(*terminate, &request).has_value());
  request.dry_run = true;
  const auto refused = precheck(*terminate, &request);
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->code, "DryRunOperation");
  EXPECT_EQ(refused->http_status, 412);
}

}  // namespace
}  // namespace spotdrill::ec2
