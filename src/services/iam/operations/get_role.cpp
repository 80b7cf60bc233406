#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Tells of one role.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, GetRole.
Result<api::iam::GetRoleResponse> get_role(Identity& identity,
                                           const api::iam::GetRoleRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  api::iam::GetRoleResponse response;
  response.role = render(*role, Detail::Full);
  return response;
}

}  // namespace spotdrill::iam
