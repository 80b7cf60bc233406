#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Gives a role another trust policy.
/// Errors: NoSuchEntity, MalformedPolicyDocument.
/// Source: IAM API Reference, UpdateAssumeRolePolicy.
Result<api::iam::UpdateAssumeRolePolicyResult> update_assume_role_policy(
    Identity& identity, const api::iam::UpdateAssumeRolePolicyRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  TRY(check_trust_policy(request.policy_document));
  identity.edit_role(role->name).trust_policy = request.policy_document;
  return api::iam::UpdateAssumeRolePolicyResult{};
}

}  // namespace spotdrill::iam
