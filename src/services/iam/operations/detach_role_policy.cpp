#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Takes a managed policy off a role.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, DetachRolePolicy.
Result<api::iam::DetachRolePolicyResult> detach_role_policy(
    Identity& identity, const api::iam::DetachRolePolicyRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  if (std::ranges::find(role->attached, request.policy_arn) == role->attached.end()) {
    return policy_not_found(request.policy_arn);
  }
  std::erase(identity.edit_role(role->name).attached, request.policy_arn);
  return api::iam::DetachRolePolicyResult{};
}

}  // namespace spotdrill::iam
