#include "services/ec2/network_operations.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

std::string make_group(DescribeWorld& world, const std::string& name) {
  const auto made = create_security_group(world.ec2(), {.description = "d", .group_name = name});
  EXPECT_EQ(refusal_of(made), "none");
  return made->group_id.value_or("");
}

api::ec2::IpPermission ssh_from(const std::string& cidr) {
  api::ec2::IpPermission permission;
  permission.ip_protocol = "tcp";
  permission.from_port = 22;
  permission.to_port = 22;
  permission.ip_ranges.emplace_back().cidr_ip = cidr;
  return permission;
}

api::ec2::SecurityGroup shown_group(DescribeWorld& world, const std::string& id) {
  const auto shown = describe_security_groups(world.ec2(), {.group_ids = {id}});
  EXPECT_EQ(refusal_of(shown), "none");
  return shown->security_groups.at(0);
}

// Goal: what Terraform does with aws_security_group: made, its egress rule revoked, rules added,
// deleted; and it stays gone.
TEST(SecurityGroups, LiveFromCreateToDelete) {
  DescribeWorld world;
  const std::string id = make_group(world, "batch");
  EXPECT_EQ(
      refusal_of(create_security_group(world.ec2(), {.description = "d", .group_name = "batch"})),
      "InvalidGroup.Duplicate: The security group 'batch' already exists for VPC '" +
          world.ec2().catalogue().default_vpc_id() + "'");
  api::ec2::IpPermission everything;
  everything.ip_protocol = "-1";
  everything.ip_ranges.emplace_back().cidr_ip = "0.0.0.0/0";
  EXPECT_EQ(refusal_of(revoke_security_group_egress(
                world.ec2(), {.group_id = id, .ip_permissions = {everything}})),
            "none");
  EXPECT_EQ(refusal_of(revoke_security_group_egress(
                world.ec2(), {.group_id = id, .ip_permissions = {everything}})),
            "InvalidPermission.NotFound: The specified rule does not exist in this security "
            "group.");
  const auto added = authorize_security_group_ingress(
      world.ec2(), {.group_id = id, .ip_permissions = {ssh_from("10.0.0.0/8")}});
  ASSERT_EQ(refusal_of(added), "none");
  EXPECT_EQ(added->security_group_rules.at(0).from_port, 22);
  EXPECT_EQ(refusal_of(authorize_security_group_ingress(
                world.ec2(), {.group_id = id, .ip_permissions = {ssh_from("10.0.0.0/8")}})),
            "InvalidPermission.Duplicate: the specified rule \"peer: 10.0.0.0/8, TCP, from port: "
            "22, to port: 22, ALLOW\" already exists");
  const auto shown = shown_group(world, id);
  EXPECT_TRUE(shown.ip_permissions_egress.empty());
  EXPECT_EQ(shown.ip_permissions.at(0).ip_ranges.at(0).cidr_ip, "10.0.0.0/8");
  const std::string rule = *added->security_group_rules[0].security_group_rule_id;
  const auto rules =
      describe_security_group_rules(world.ec2(), {.filters = {filter("group-id", {id})}});
  ASSERT_EQ(rules->security_group_rules.size(), 1U);
  EXPECT_EQ(rules->security_group_rules[0].security_group_rule_id, rule);
  EXPECT_EQ(refusal_of(revoke_security_group_ingress(
                world.ec2(), {.group_id = id, .security_group_rule_ids = {rule}})),
            "none");
  EXPECT_TRUE(shown_group(world, id).ip_permissions.empty());
  EXPECT_EQ(refusal_of(delete_security_group(world.ec2(), {.group_id = id})), "none");
  EXPECT_EQ(refusal_of(describe_security_groups(world.ec2(), {.group_ids = {id}})),
            "InvalidGroup.NotFound: The security group '" + id + "' does not exist");
}

TEST(SecurityGroups, ThatAreUsedStay) {
  DescribeWorld world;
  const std::string id = make_group(world, "batch");
  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.security_group_ids = {id};
  request.min_count = request.max_count = 1;
  ASSERT_EQ(refusal_of(run_instances(world.ec2(), request)), "none");
  EXPECT_EQ(refusal_of(delete_security_group(world.ec2(), {.group_id = id})),
            "DependencyViolation: resource " + id + " has a dependent object");
  EXPECT_EQ(refusal_of(delete_security_group(world.ec2(), {.group_name = "default"})).substr(0, 12),
            "CannotDelete");
}

TEST(SecurityGroups, RulesAreChecked) {
  DescribeWorld world;
  const std::string id = make_group(world, "batch");
  api::ec2::IpPermission wrong = ssh_from("10.0.0.0/8");
  wrong.to_port = 21;
  EXPECT_EQ(refusal_of(authorize_security_group_ingress(
                world.ec2(), {.group_id = id, .ip_permissions = {wrong}})),
            "InvalidParameterValue: Invalid TCP/UDP port range (22:21)");
  EXPECT_EQ(refusal_of(authorize_security_group_ingress(
                world.ec2(), {.group_id = id, .ip_permissions = {ssh_from("10.0.0.0")}})),
            "InvalidParameterValue: CIDR block 10.0.0.0 is malformed");
  // The old way, without permissions.
  EXPECT_EQ(refusal_of(authorize_security_group_ingress(world.ec2(), {.cidr_ip = "10.0.0.0/8",
                                                                      .from_port = 80,
                                                                      .group_id = id,
                                                                      .ip_protocol = "6",
                                                                      .to_port = 80})),
            "none");
  EXPECT_EQ(shown_group(world, id).ip_permissions.at(0).ip_protocol, "tcp");
}

}  // namespace
}  // namespace spotdrill::ec2
