#include "services/ec2/network_errors.hpp"

#include <fmt/format.h>

#include "services/ec2/errors.hpp"

namespace spotdrill::ec2::errors {

AwsError key_pair_exists(std::string_view name) {
  return refusal("InvalidKeyPair.Duplicate", fmt::format("The keypair '{}' already exists.", name));
}

AwsError key_not_openssh() {
  return refusal("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
}

AwsError group_exists(std::string_view name, std::string_view vpc_id) {
  return refusal("InvalidGroup.Duplicate",
                 fmt::format("The security group '{}' already exists for VPC '{}'", name, vpc_id));
}

AwsError group_stays(std::string_view id) {
  return refusal("CannotDelete",
                 fmt::format("the specified group: \"{}\" name: \"default\" cannot be deleted by a "
                             "user",
                             id));
}

AwsError group_in_use(std::string_view id) {
  return refusal("DependencyViolation", fmt::format("resource {} has a dependent object", id));
}

AwsError group_in_other_network(std::string_view group_id, std::string_view subnet_id) {
  return refusal("InvalidParameter",
                 fmt::format("Security group {} and subnet {} belong to different networks.",
                             group_id, subnet_id));
}

AwsError rule_exists(std::string_view rule) {
  return refusal("InvalidPermission.Duplicate",
                 fmt::format("the specified rule \"{}\" already exists", rule));
}

AwsError rule_not_found() {
  return refusal("InvalidPermission.NotFound",
                 "The specified rule does not exist in this security group.");
}

AwsError rule_ids_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidSecurityGroupRuleId.NotFound",
                 fmt::format("The security group rule ID '{}' does not exist", ids.front()));
}

AwsError too_many_rules() {
  return refusal("RulesPerSecurityGroupLimitExceeded",
                 "The maximum number of rules per security group has been reached.");
}

AwsError invalid_permission(std::string message) {
  return invalid_parameter_value(std::move(message));
}

AwsError not_a_cidr(std::string_view text) {
  return invalid_value("cidrBlock", text, "This is not a valid CIDR block.");
}

AwsError vpc_range(std::string_view cidr) {
  return refusal("InvalidVpc.Range", fmt::format("The CIDR '{}' is invalid.", cidr));
}

AwsError subnet_range(std::string_view cidr) {
  return refusal("InvalidSubnet.Range", fmt::format("The CIDR '{}' is invalid.", cidr));
}

AwsError subnet_conflict(std::string_view cidr) {
  return refusal("InvalidSubnet.Conflict",
                 fmt::format("The CIDR '{}' conflicts with another subnet", cidr));
}

AwsError too_many(std::string_view code, std::string_view what, std::size_t limit) {
  return refusal(code, fmt::format("The maximum number of {} has been reached: {}.", what, limit));
}

AwsError has_dependencies(std::string_view kind, std::string_view id) {
  return refusal("DependencyViolation",
                 fmt::format("The {} '{}' has dependencies and cannot be deleted.", kind, id));
}

AwsError route_table_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidRouteTableID.NotFound", do_not_exist("routeTable", ids));
}

AwsError route_exists(std::string_view destination) {
  return refusal("RouteAlreadyExists",
                 fmt::format("The route identified by {} already exists.", destination));
}

AwsError route_not_found(std::string_view destination, std::string_view table_id) {
  return refusal("InvalidRoute.NotFound",
                 fmt::format("no route with destination-cidr-block {} in route table {}",
                             destination, table_id));
}

AwsError table_already_associated(std::string_view table_id) {
  return refusal("Resource.AlreadyAssociated",
                 fmt::format("the specified association for route table {} conflicts with an "
                             "existing association",
                             table_id));
}

AwsError gateway_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidInternetGatewayID.NotFound", do_not_exist("internetGateway", ids));
}

AwsError gateway_attached(std::string_view gateway_id, std::string_view vpc_id) {
  return refusal("Resource.AlreadyAssociated",
                 fmt::format("resource {} is already attached to network {}", gateway_id, vpc_id));
}

AwsError gateway_not_attached(std::string_view gateway_id, std::string_view vpc_id) {
  return refusal("Gateway.NotAttached",
                 fmt::format("resource {} is not attached to network {}", gateway_id, vpc_id));
}

AwsError vpc_has_gateway(std::string_view vpc_id) {
  return invalid_parameter_value(
      fmt::format("Network {} already has an internet gateway attached", vpc_id));
}

AwsError interface_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidNetworkInterfaceID.NotFound", do_not_exist("networkInterface", ids));
}

AwsError interface_in_use(std::string_view id) {
  return refusal("InvalidParameterValue",
                 fmt::format("Network interface '{}' is currently in use.", id));
}

AwsError network_acl_not_found(const std::vector<std::string>& ids) {
  return refusal("InvalidNetworkAclID.NotFound", do_not_exist("networkAcl", ids));
}

}  // namespace spotdrill::ec2::errors
