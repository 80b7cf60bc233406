// Rules of security groups: out of requests, into replies, in and out of a group. Nothing is
// filtered by them: instances here have no network that others reach.
#pragma once

#include <string>
#include <vector>

#include "api/ec2.hpp"
#include "base/result.hpp"
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {

/// "Inbound or outbound rules per security group - 60". Source: VPC User Guide, "Amazon VPC
/// quotas".
inline constexpr std::size_t group_rules_max = 60;

/// The group that a request names, by id or, in the default VPC, by name.
/// Errors: MissingParameter, InvalidGroup.NotFound, InvalidGroupId.Malformed.
Result<SecurityGroup> named_group(Ec2& ec2, const std::optional<std::string>& id,
                                  const std::optional<std::string>& name);

/// The rules that permissions are: one for each peer.
/// Errors: MissingParameter, InvalidParameterValue, InvalidGroup.NotFound.
Result<std::vector<SecurityGroupRule>> read_rules(
    Ec2& ec2, const std::vector<api::ec2::IpPermission>& permissions, bool egress);

/// What older requests have at their top in place of IpPermissions.
template <class Request>
std::vector<api::ec2::IpPermission> permissions_of(const Request& request) {
  std::vector<api::ec2::IpPermission> permissions = request.ip_permissions;
  if (!permissions.empty() || !request.ip_protocol) return permissions;
  api::ec2::IpPermission& one = permissions.emplace_back();
  one.ip_protocol = request.ip_protocol;
  one.from_port = request.from_port;
  one.to_port = request.to_port;
  if (request.cidr_ip) one.ip_ranges.emplace_back().cidr_ip = request.cidr_ip;
  if (request.source_security_group_name) {
    one.user_id_group_pairs.emplace_back().group_name = request.source_security_group_name;
  }
  return permissions;
}

/// Adds rules to a group: all or none. Gives them with their ids.
/// Errors: those of read_rules, InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded.
Result<std::vector<SecurityGroupRule>> authorize(
    Ec2& ec2, const SecurityGroup& group, const std::vector<api::ec2::IpPermission>& permissions,
    bool egress);

/// Takes rules out of a group, by their ids or by what they allow: all or none. Gives them.
/// Errors: those of read_rules, InvalidPermission.NotFound, InvalidSecurityGroupRuleId.NotFound.
Result<std::vector<SecurityGroupRule>> revoke(
    Ec2& ec2, const SecurityGroup& group, const std::vector<std::string>& rule_ids,
    const std::vector<api::ec2::IpPermission>& permissions, bool egress);

/// The rules of one direction, those for the same ports together.
std::vector<api::ec2::IpPermission> render_permissions(const std::string& owner,
                                                       const std::vector<SecurityGroupRule>& rules,
                                                       bool egress);
api::ec2::SecurityGroupRule render_rule(const Ec2& ec2, const SecurityGroup& group,
                                        const SecurityGroupRule& rule);
std::vector<api::ec2::SecurityGroupRule> render_rules(const Ec2& ec2, const SecurityGroup& group,
                                                      const std::vector<SecurityGroupRule>& rules);
std::vector<api::ec2::RevokedSecurityGroupRule> render_revoked(
    const SecurityGroup& group, const std::vector<SecurityGroupRule>& rules);

}  // namespace spotdrill::ec2
