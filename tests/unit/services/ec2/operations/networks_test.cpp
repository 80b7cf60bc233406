#include "services/ec2/network_operations.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

std::string make_vpc(DescribeWorld& world) {
  const auto made = create_vpc(world.ec2(), {.cidr_block = "10.1.0.9/16"});
  EXPECT_EQ(refusal_of(made), "none");
  EXPECT_EQ(made->vpc->cidr_block, "10.1.0.0/16");
  return made->vpc->vpc_id.value_or("");
}

std::string make_subnet(DescribeWorld& world, const std::string& vpc) {
  const auto made = create_subnet(
      world.ec2(), {.availability_zone = "us-east-1b", .cidr_block = "10.1.2.0/24", .vpc_id = vpc});
  EXPECT_EQ(refusal_of(made), "none");
  return made->subnet->subnet_id.value_or("");
}

api::ec2::RunInstancesRequest launch_in(const std::string& subnet) {
  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.subnet_id = subnet;
  request.min_count = request.max_count = 1;
  return request;
}

// Goal: a launch is where the subnet is that somebody made, and what it is in stays while it lives.
TEST(Vpcs, LaunchesGoIntoTheSubnetsThatWereMade) {
  DescribeWorld world;
  const std::string vpc = make_vpc(world);
  const std::string subnet = make_subnet(world, vpc);
  const auto made = run_instances(world.ec2(), launch_in(subnet));
  ASSERT_EQ(refusal_of(made), "none");
  const Instance& instance = world.instance(*made->instances.at(0).instance_id);
  EXPECT_EQ(instance.vpc_id, vpc);
  EXPECT_EQ(instance.availability_zone, "us-east-1b");
  EXPECT_EQ(instance.private_ip, "10.1.2.4");
  EXPECT_EQ(instance.public_ip, "");
  EXPECT_EQ(instance.security_groups.at(0).name, "default");
  auto other = launch_in(subnet);
  other.security_group_ids = {
      world.ec2().catalogue().default_security_group(world.ec2().catalogue().default_vpc_id()).id};
  EXPECT_EQ(refusal_of(run_instances(world.ec2(), other)),
            "InvalidParameter: Security group " + other.security_group_ids[0] + " and subnet " +
                subnet + " belong to different networks.");
  EXPECT_EQ(
      refusal_of(delete_subnet(world.ec2(), {.subnet_id = subnet})),
      "DependencyViolation: The subnet '" + subnet + "' has dependencies and cannot be deleted.");
  ASSERT_EQ(refusal_of(terminate_instances(world.ec2(), {.instance_ids = {instance.id}})), "none");
  world.settle();
  EXPECT_EQ(refusal_of(delete_vpc(world.ec2(), {.vpc_id = vpc})),
            "DependencyViolation: The vpc '" + vpc + "' has dependencies and cannot be deleted.");
  EXPECT_EQ(refusal_of(delete_subnet(world.ec2(), {.subnet_id = subnet})), "none");
  EXPECT_EQ(refusal_of(describe_subnets(world.ec2(), {.subnet_ids = {subnet}})),
            "InvalidSubnetID.NotFound: The subnet ID '" + subnet + "' does not exist");
  EXPECT_EQ(refusal_of(delete_vpc(world.ec2(), {.vpc_id = vpc})), "none");
  EXPECT_EQ(refusal_of(describe_vpcs(world.ec2(), {.vpc_ids = {vpc}})),
            "InvalidVpcID.NotFound: The vpc ID '" + vpc + "' does not exist");
}

TEST(Vpcs, BlocksAreChecked) {
  DescribeWorld world;
  EXPECT_EQ(refusal_of(create_vpc(world.ec2(), {.cidr_block = "10.0.0.0/8"})),
            "InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid.");
  const std::string vpc = make_vpc(world);
  make_subnet(world, vpc);
  EXPECT_EQ(refusal_of(create_subnet(world.ec2(), {.cidr_block = "10.2.0.0/24", .vpc_id = vpc})),
            "InvalidSubnet.Range: The CIDR '10.2.0.0/24' is invalid.");
  EXPECT_EQ(refusal_of(create_subnet(world.ec2(), {.cidr_block = "10.1.2.128/25", .vpc_id = vpc})),
            "InvalidSubnet.Conflict: The CIDR '10.1.2.128/25' conflicts with another subnet");
}

TEST(Vpcs, AttributesAreKept) {
  DescribeWorld world;
  const std::string vpc = make_vpc(world);
  api::ec2::ModifyVpcAttributeRequest request{.vpc_id = vpc};
  request.enable_dns_hostnames.emplace().value = true;
  ASSERT_EQ(refusal_of(modify_vpc_attribute(world.ec2(), request)), "none");
  const auto shown =
      describe_vpc_attribute(world.ec2(), {.attribute = "enableDnsHostnames", .vpc_id = vpc});
  EXPECT_EQ(shown->enable_dns_hostnames->value, true);
}

// Goal: a public subnet as everybody makes one: gateway, table, route, association; and back.
TEST(RouteTables, LeadASubnetToAGateway) {
  DescribeWorld world;
  Ec2& ec2 = world.ec2();
  const std::string vpc = make_vpc(world);
  const std::string subnet = make_subnet(world, vpc);
  const std::string gateway =
      *create_internet_gateway(ec2, {})->internet_gateway->internet_gateway_id;
  ASSERT_EQ(
      refusal_of(attach_internet_gateway(ec2, {.internet_gateway_id = gateway, .vpc_id = vpc})),
      "none");
  EXPECT_EQ(
      refusal_of(attach_internet_gateway(ec2, {.internet_gateway_id = gateway, .vpc_id = vpc})),
      "Resource.AlreadyAssociated: resource " + gateway + " is already attached to network " + vpc);
  const std::string table = *create_route_table(ec2, {.vpc_id = vpc})->route_table->route_table_id;
  const api::ec2::CreateRouteRequest route{
      .route_table_id = table, .destination_cidr_block = "0.0.0.0/0", .gateway_id = gateway};
  ASSERT_EQ(refusal_of(create_route(ec2, route)), "none");
  EXPECT_EQ(refusal_of(create_route(ec2, route)),
            "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.");
  const auto associated =
      associate_route_table(ec2, {.subnet_id = subnet, .route_table_id = table});
  ASSERT_EQ(refusal_of(associated), "none");
  EXPECT_EQ(refusal_of(associate_route_table(ec2, {.subnet_id = subnet, .route_table_id = table})),
            "Resource.AlreadyAssociated: the specified association for route table " + table +
                " conflicts with an existing association");
  const auto shown =
      describe_route_tables(ec2, {.filters = {filter("association.subnet-id", {subnet})}});
  ASSERT_EQ(shown->route_tables.size(), 1U);
  EXPECT_EQ(shown->route_tables[0].routes.at(0).gateway_id, "local");
  EXPECT_EQ(shown->route_tables[0].routes.at(1).gateway_id, gateway);
  EXPECT_EQ(refusal_of(delete_route_table(ec2, {.route_table_id = table})),
            "DependencyViolation: The routeTable '" + table +
                "' has dependencies and cannot be deleted.");
  EXPECT_EQ(
      refusal_of(disassociate_route_table(ec2, {.association_id = *associated->association_id})),
      "none");
  EXPECT_EQ(refusal_of(delete_route(
                ec2, {.route_table_id = table, .destination_cidr_block = "0.0.0.0/0"})),
            "none");
  EXPECT_EQ(refusal_of(delete_route_table(ec2, {.route_table_id = table})), "none");
  EXPECT_EQ(refusal_of(delete_internet_gateway(ec2, {.internet_gateway_id = gateway})),
            "DependencyViolation: The internetGateway '" + gateway +
                "' has dependencies and cannot be deleted.");
  EXPECT_EQ(
      refusal_of(detach_internet_gateway(ec2, {.internet_gateway_id = gateway, .vpc_id = vpc})),
      "none");
  EXPECT_EQ(refusal_of(delete_internet_gateway(ec2, {.internet_gateway_id = gateway})), "none");
}

TEST(RouteTables, EveryVpcHasAMainOneAndADefaultAcl) {
  DescribeWorld world;
  const std::string vpc = make_vpc(world);
  const auto main = describe_route_tables(
      world.ec2(), {.filters = {filter("association.main", {"true"}), filter("vpc-id", {vpc})}});
  ASSERT_EQ(main->route_tables.size(), 1U);
  const auto acl = describe_network_acls(
      world.ec2(), {.filters = {filter("default", {"true"}), filter("vpc-id", {vpc})}});
  ASSERT_EQ(acl->network_acls.size(), 1U);
}

// Goal: an instance that is launched with a network interface is where that is, and leaves it.
TEST(NetworkInterfaces, OutliveTheInstancesThatAreLaunchedWithThem) {
  DescribeWorld world;
  Ec2& ec2 = world.ec2();
  const std::string subnet = make_subnet(world, make_vpc(world));
  const auto made =
      create_network_interface(ec2, {.subnet_id = subnet, .private_ip_address = "10.1.2.77"});
  ASSERT_EQ(refusal_of(made), "none");
  const std::string id = *made->network_interface->network_interface_id;
  api::ec2::RunInstancesRequest request = launch_in("");
  request.subnet_id.reset();
  auto& interface = request.network_interfaces.emplace_back();
  interface.device_index = 0;
  interface.network_interface_id = id;
  const auto launched = run_instances(ec2, request);
  ASSERT_EQ(refusal_of(launched), "none");
  const std::string instance = *launched->instances.at(0).instance_id;
  EXPECT_EQ(world.instance(instance).private_ip, "10.1.2.77");
  EXPECT_EQ(world.instance(instance).mac, made->network_interface->mac_address);
  EXPECT_EQ(refusal_of(run_instances(ec2, request)),
            "InvalidParameterValue: Network interface '" + id + "' is currently in use.");
  EXPECT_EQ(refusal_of(delete_network_interface(ec2, {.network_interface_id = id})),
            "InvalidParameterValue: Network interface '" + id + "' is currently in use.");
  auto shown = describe_network_interfaces(ec2, {.network_interface_ids = {id}});
  ASSERT_EQ(shown->network_interfaces.size(), 1U);
  EXPECT_EQ(shown->network_interfaces[0].attachment->instance_id, instance);
  world.settle();
  ASSERT_EQ(refusal_of(terminate_instances(ec2, {.instance_ids = {instance}})), "none");
  world.settle();
  shown = describe_network_interfaces(ec2, {.network_interface_ids = {id}});
  EXPECT_EQ(shown->network_interfaces.at(0).status, "available");
  EXPECT_EQ(refusal_of(delete_network_interface(ec2, {.network_interface_id = id})), "none");
}

}  // namespace
}  // namespace spotdrill::ec2
