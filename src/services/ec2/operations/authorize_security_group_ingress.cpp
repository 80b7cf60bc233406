#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/security_group_rules.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {

/// Adds rules to a security group: all or none.
/// Errors: InvalidGroup.NotFound, InvalidPermission.Duplicate, InvalidParameterValue,
/// RulesPerSecurityGroupLimitExceeded.
/// Source: EC2 API Reference, AuthorizeSecurityGroupIngress.
Result<api::ec2::AuthorizeSecurityGroupIngressResult> authorize_security_group_ingress(
    Ec2& ec2, const api::ec2::AuthorizeSecurityGroupIngressRequest& request) {
  const Tags tags = TRY(read_tag_specifications(request.tag_specifications, "security-group-rule",
                                                {"security-group-rule"}));
  const SecurityGroup group = TRY(named_group(ec2, request.group_id, request.group_name));
  const auto added = TRY(authorize(ec2, group, permissions_of(request), /*egress=*/false));
  if (!tags.empty()) {
    for (const SecurityGroupRule& rule : added) set_tags(ec2, rule.id, tags);
  }
  api::ec2::AuthorizeSecurityGroupIngressResult result;
  result.return_ = true;
  result.security_group_rules = render_rules(ec2, group, added);
  return result;
}

}  // namespace spotdrill::ec2
