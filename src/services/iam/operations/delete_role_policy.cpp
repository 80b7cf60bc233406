#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Takes an inline policy off a role.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, DeleteRolePolicy.
Result<api::iam::DeleteRolePolicyResult> delete_role_policy(
    Identity& identity, const api::iam::DeleteRolePolicyRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  if (!role->policies.contains(request.policy_name)) {
    return role_policy_not_found(request.policy_name);
  }
  identity.edit_role(role->name).policies.erase(request.policy_name);
  return api::iam::DeleteRolePolicyResult{};
}

}  // namespace spotdrill::iam
