#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Deletes a role that no instance profile has. Its sessions stay valid until they expire.
/// Errors: NoSuchEntity, DeleteConflict.
/// Source: IAM API Reference, DeleteRole.
Result<api::iam::DeleteRoleResult> delete_role(Identity& identity,
                                               const api::iam::DeleteRoleRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  if (identity.in_instance_profile(role->name)) return remove_roles_first();
  if (!role->attached.empty()) return detach_policies_first();
  if (!role->policies.empty()) return delete_policies_first();
  identity.erase_role(request.role_name);
  return {};
}

}  // namespace spotdrill::iam
