#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Takes a role out of an instance profile. Instances that run with it get no new credentials.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, RemoveRoleFromInstanceProfile.
Result<api::iam::RemoveRoleFromInstanceProfileResult> remove_role_from_instance_profile(
    Identity& identity, const api::iam::RemoveRoleFromInstanceProfileRequest& request) {
  const InstanceProfile* profile = identity.find_instance_profile(request.instance_profile_name);
  if (profile == nullptr) return instance_profile_not_found(request.instance_profile_name);
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr || profile->role != role->name) return role_not_found(request.role_name);
  identity.edit_instance_profile(profile->name).role.clear();
  return {};
}

}  // namespace spotdrill::iam
