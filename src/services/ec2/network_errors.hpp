// EC2's refusals of what networks hold, and of key pairs.
// Source: EC2 API Reference, "Error codes for the Amazon EC2 API".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/aws_error.hpp"

namespace spotdrill::ec2::errors {

AwsError key_pair_exists(std::string_view name);
AwsError key_not_openssh();

AwsError group_exists(std::string_view name, std::string_view vpc_id);
AwsError group_stays(std::string_view id);  ///< CannotDelete: the default one.
AwsError group_in_use(std::string_view id);
AwsError group_in_other_network(std::string_view group_id, std::string_view subnet_id);
AwsError rule_exists(std::string_view rule);
AwsError rule_not_found();
AwsError rule_ids_not_found(const std::vector<std::string>& ids);
AwsError too_many_rules();
AwsError invalid_permission(std::string message);

AwsError not_a_cidr(std::string_view text);
AwsError vpc_range(std::string_view cidr);
AwsError subnet_range(std::string_view cidr);
AwsError subnet_conflict(std::string_view cidr);
AwsError too_many(std::string_view code, std::string_view what, std::size_t limit);

/// DependencyViolation: "The KIND 'ID' has dependencies and cannot be deleted."
AwsError has_dependencies(std::string_view kind, std::string_view id);

AwsError route_table_not_found(const std::vector<std::string>& ids);
AwsError route_exists(std::string_view destination);
AwsError route_not_found(std::string_view destination, std::string_view table_id);
AwsError table_already_associated(std::string_view table_id);
AwsError gateway_not_found(const std::vector<std::string>& ids);
AwsError gateway_attached(std::string_view gateway_id, std::string_view vpc_id);
AwsError gateway_not_attached(std::string_view gateway_id, std::string_view vpc_id);
AwsError vpc_has_gateway(std::string_view vpc_id);

AwsError interface_not_found(const std::vector<std::string>& ids);
AwsError interface_in_use(std::string_view id);
AwsError network_acl_not_found(const std::vector<std::string>& ids);

}  // namespace spotdrill::ec2::errors
