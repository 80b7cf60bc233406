#include <gmock/gmock.h>

#include "base/base64.hpp"
#include "services/ec2/describes.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

// Goal: what the AWS CLI prints of a Spot Instance has what AWS's has.
TEST(DescribeInstances, SpotInstanceLooksAsOnAws) {
  DescribeWorld world;
  const std::string id = world.run_spot_instance();
  const auto described = describe_instances(world.ec2(), {.instance_ids = {id}});
  ASSERT_TRUE(described.has_value()) << described.error().message;
  ASSERT_EQ(described->reservations.size(), 1U);
  EXPECT_EQ(described->reservations[0].owner_id, "123456789012");
  const api::ec2::Instance& instance = described->reservations[0].instances.at(0);
  EXPECT_EQ(instance.instance_id, id);
  EXPECT_EQ(instance.state->name, "running");
  EXPECT_EQ(instance.state->code, 16);
  EXPECT_EQ(instance.instance_lifecycle, "spot");
  EXPECT_TRUE(instance.spot_instance_request_id->starts_with("sir-"));
  EXPECT_EQ(instance.placement->availability_zone->substr(0, 9), "us-east-1");
  EXPECT_EQ(instance.cpu_options->core_count, 1);
  EXPECT_EQ(instance.cpu_options->threads_per_core, 2);
  EXPECT_EQ(instance.metadata_options->state, "applied");
  ASSERT_EQ(instance.network_interfaces.size(), 1U);
  EXPECT_EQ(instance.network_interfaces[0].private_ip_address, instance.private_ip_address);
  ASSERT_EQ(instance.block_device_mappings.size(), 1U);
  EXPECT_EQ(instance.block_device_mappings[0].device_name, instance.root_device_name);
  EXPECT_FALSE(instance.state_reason.has_value());
  EXPECT_EQ(instance.state_transition_reason, "");
}

TEST(DescribeInstances, TerminatedInstanceHasLostItsNetwork) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  world.ec2().begin_shutdown(id, StateReason::UserInitiatedShutdown);
  world.settle();
  const auto described = describe_instances(world.ec2(), {.instance_ids = {id}});
  const api::ec2::Instance& instance = described->reservations[0].instances.at(0);
  EXPECT_EQ(instance.state->name, "terminated");
  EXPECT_EQ(instance.state_reason->code, "Client.UserInitiatedShutdown");
  EXPECT_TRUE(instance.network_interfaces.empty());
  EXPECT_TRUE(instance.block_device_mappings.empty());
  EXPECT_FALSE(instance.private_ip_address.has_value());
  EXPECT_EQ(instance.private_dns_name, "");
  EXPECT_FALSE(instance.instance_lifecycle.has_value());
}

// Goal: a filter by ids finds each once, passes over what is not there, and the others still count.
TEST(DescribeInstances, FilterByIdsIsAFilterAndNoListOfIds) {
  DescribeWorld world;
  const std::string one = world.run_instance();
  const std::string other = world.run_instance();
  const auto count = [&](std::vector<api::ec2::Filter> filters) {
    const auto described = describe_instances(world.ec2(), {.filters = std::move(filters)});
    EXPECT_TRUE(described.has_value());
    std::size_t found = 0;
    for (const auto& reservation : described->reservations) found += reservation.instances.size();
    return found;
  };
  const api::ec2::Filter both{.name = "instance-id", .values = {other, one, one, "i-0123", "x"}};
  EXPECT_EQ(count({both}), 2U);
  EXPECT_EQ(count({{.name = "instance-id", .values = {one.substr(0, 18) + "*"}}}), 1U);
  EXPECT_EQ(count({both, {.name = "instance-id", .values = {one}}}), 1U);
  EXPECT_EQ(count({both, {.name = "instance-state-name", .values = {"stopped"}}}), 0U);
}

TEST(DescribeInstances, FiltersByStateTagAndLifecycle) {
  DescribeWorld world;
  const std::string spot = world.run_spot_instance();
  const std::string on_demand = world.run_instance();
  world.ec2().edit_instance(spot).tags["Name"] = "Fis/Spot";
  const auto ids = [&](std::vector<api::ec2::Filter> filters) {
    std::vector<std::string> found;
    const auto described = describe_instances(world.ec2(), {.filters = std::move(filters)});
    EXPECT_TRUE(described.has_value());
    for (const auto& reservation : described->reservations) {
      for (const auto& instance : reservation.instances) found.push_back(*instance.instance_id);
    }
    return found;
  };
  EXPECT_THAT(ids({filter("instance-state-name", {"running"}), filter("tag:Name", {"Fis/*"})}),
              testing::ElementsAre(spot));
  EXPECT_THAT(ids({filter("instance-lifecycle", {"spot"})}), testing::ElementsAre(spot));
  EXPECT_THAT(ids({filter("instance-id", {on_demand})}), testing::ElementsAre(on_demand));
  EXPECT_THAT(ids({filter("instance-state-code", {"48"})}), testing::IsEmpty());
  EXPECT_EQ(ids({filter("network-interface.addresses.private-ip-address", {"*"})}).size(), 2U);
}

TEST(DescribeInstances, IdsAndMaxResultsDoNotGoTogether) {
  DescribeWorld world;
  const auto refused = describe_instances(world.ec2(), {.instance_ids = {"i-1"}, .max_results = 5});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "InvalidParameterCombination");
  EXPECT_EQ(refused.error().message,
            "The parameter instancesSet cannot be used with the parameter maxResults");
}

TEST(DescribeInstanceStatus, ShowsRunningOnesUnlessAllAreAskedFor) {
  DescribeWorld world;
  const std::string running = world.run_instance();
  const std::string ended = world.run_instance();
  world.ec2().begin_shutdown(ended, StateReason::UserInitiatedShutdown);
  world.settle();
  const auto some = describe_instance_status(world.ec2(), {});
  ASSERT_EQ(some->instance_statuses.size(), 1U);
  EXPECT_EQ(some->instance_statuses[0].instance_id, running);
  EXPECT_EQ(some->instance_statuses[0].instance_status->status, "ok");
  EXPECT_EQ(some->instance_statuses[0].system_status->details.at(0).status, "passed");
  const auto all = describe_instance_status(world.ec2(), {.include_all_instances = true});
  EXPECT_EQ(all->instance_statuses.size(), 2U);
}

TEST(DescribeInstanceAttribute, ShowsTheAttributeAskedForOnly) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  world.ec2().edit_instance(id).user_data = "#!/bin/sh\n";
  const auto shown =
      describe_instance_attribute(world.ec2(), {.instance_id = id, .attribute = "userData"});
  EXPECT_EQ(base64_decode(*shown->user_data->value), "#!/bin/sh\n");
  EXPECT_FALSE(shown->instance_type.has_value());
  const auto kernel =
      describe_instance_attribute(world.ec2(), {.instance_id = id, .attribute = "kernel"});
  EXPECT_FALSE(kernel->kernel_id->value.has_value());
  // An empty list that was asked for is there; one that was not is not.
  EXPECT_FALSE(kernel->product_codes.has_value());
  const auto codes =
      describe_instance_attribute(world.ec2(), {.instance_id = id, .attribute = "productCodes"});
  ASSERT_TRUE(codes->product_codes.has_value());
  EXPECT_TRUE(codes->product_codes->empty());
  EXPECT_EQ(describe_instance_attribute(world.ec2(), {.instance_id = id, .attribute = "colour"})
                .error()
                .code,
            "InvalidParameterValue");
}

TEST(ModifyInstanceMetadataOptions, ChangesWhatItNamesAndNothingElse) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const auto changed =
      modify_instance_metadata_options(world.ec2(), {.instance_id = id, .http_tokens = "required"});
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(changed->instance_metadata_options->state, "pending");
  EXPECT_EQ(world.instance(id).metadata_options.http_tokens, "required");
  EXPECT_EQ(world.instance(id).metadata_options.http_endpoint, "enabled");
  EXPECT_FALSE(modify_instance_metadata_options(
                   world.ec2(), {.instance_id = id, .http_put_response_hop_limit = 65})
                   .has_value());
}

}  // namespace
}  // namespace spotdrill::ec2
