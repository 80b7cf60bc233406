#include <algorithm>

#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/security_group_rules.hpp"

namespace spotdrill::ec2 {
namespace {

/// By an instance, a network interface or another group's rule.
bool group_is_used(Ec2& ec2, const std::string& id) {
  const auto has_it = [&](const GroupRef& group) { return group.id == id; };
  for (const auto& [instance_id, instance] : ec2.instances()) {
    if (instance.state == InstanceState::Terminated) continue;
    if (std::ranges::any_of(instance.security_groups, has_it)) return true;
  }
  for (const NetworkInterface& interface : ec2.catalogue().network_interfaces()) {
    if (std::ranges::find(interface.group_ids, id) != interface.group_ids.end()) return true;
  }
  return std::ranges::any_of(ec2.catalogue().security_groups(), [&](const SecurityGroup& group) {
    if (group.id == id || !group.rules) return false;
    return std::ranges::find(*group.rules, id, &SecurityGroupRule::group_id) != group.rules->end();
  });
}

}  // namespace

/// Deletes a security group that nothing uses.
/// Errors: InvalidGroup.NotFound, CannotDelete, DependencyViolation.
/// Source: EC2 API Reference, DeleteSecurityGroup.
Result<api::ec2::DeleteSecurityGroupResult> delete_security_group(
    Ec2& ec2, const api::ec2::DeleteSecurityGroupRequest& request) {
  const SecurityGroup group = TRY(named_group(ec2, request.group_id, request.group_name));
  if (group.name == "default") return refuse(errors::group_stays(group.id));
  if (group_is_used(ec2, group.id)) return refuse(errors::group_in_use(group.id));
  ec2.catalogue().erase_security_group(group.id);
  api::ec2::DeleteSecurityGroupResult result;
  result.return_ = true;
  result.group_id = group.id;
  return result;
}

}  // namespace spotdrill::ec2
