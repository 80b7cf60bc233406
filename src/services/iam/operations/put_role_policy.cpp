#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// "Role inline policy: the aggregate size can't exceed 10,240 characters."
constexpr std::size_t inline_bytes_max = 10'240;

}  // namespace

/// Puts an inline policy into a role. It is checked for form and kept; it is not evaluated.
/// Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded.
/// Source: IAM API Reference, PutRolePolicy.
Result<api::iam::PutRolePolicyResult> put_role_policy(
    Identity& identity, const api::iam::PutRolePolicyRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  TRY(check_permission_policy(request.policy_document));
  std::size_t bytes = request.policy_document.size();
  for (const auto& [name, document] : role->policies) {
    if (name != request.policy_name) bytes += document.size();
  }
  if (bytes > inline_bytes_max) return inline_policies_too_large(role->name);
  identity.edit_role(role->name).policies[request.policy_name] = request.policy_document;
  return api::iam::PutRolePolicyResult{};
}

}  // namespace spotdrill::iam
