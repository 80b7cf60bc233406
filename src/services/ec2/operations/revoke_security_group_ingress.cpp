#include "services/ec2/network_operations.hpp"
#include "services/ec2/security_group_rules.hpp"

namespace spotdrill::ec2 {

/// Takes rules out of a security group: all or none.
/// Errors: InvalidGroup.NotFound, InvalidPermission.NotFound,
/// InvalidSecurityGroupRuleId.NotFound, InvalidParameterValue.
/// Source: EC2 API Reference, RevokeSecurityGroupIngress.
Result<api::ec2::RevokeSecurityGroupIngressResult> revoke_security_group_ingress(
    Ec2& ec2, const api::ec2::RevokeSecurityGroupIngressRequest& request) {
  const SecurityGroup group = TRY(named_group(ec2, request.group_id, request.group_name));
  const auto removed = TRY(revoke(ec2, group, request.security_group_rule_ids,
                                  permissions_of(request), /*egress=*/false));
  for (const SecurityGroupRule& rule : removed) ec2.catalogue().set_tags(rule.id, {});
  api::ec2::RevokeSecurityGroupIngressResult result;
  result.return_ = true;
  result.revoked_security_group_rules = render_revoked(group, removed);
  return result;
}

}  // namespace spotdrill::ec2
