#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Gives an inline policy of a role.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, GetRolePolicy.
Result<api::iam::GetRolePolicyResponse> get_role_policy(
    Identity& identity, const api::iam::GetRolePolicyRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  const auto found = role->policies.find(request.policy_name);
  if (found == role->policies.end()) return role_policy_not_found(request.policy_name);
  return api::iam::GetRolePolicyResponse{.role_name = role->name,
                                         .policy_name = found->first,
                                         .policy_document = percent_encoded(found->second)};
}

}  // namespace spotdrill::iam
