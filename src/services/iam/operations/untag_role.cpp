#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Takes tags off a role. A key that it has not is no error.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, UntagRole.
Result<api::iam::UntagRoleResult> untag_role(Identity& identity,
                                             const api::iam::UntagRoleRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  std::map<std::string, std::string>& tags = identity.edit_role(role->name).tags;
  for (const std::string& key : request.tag_keys) tags.erase(key);
  return api::iam::UntagRoleResult{};
}

}  // namespace spotdrill::iam
