#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Puts a role into an instance profile.
/// Errors: NoSuchEntity, LimitExceeded.
/// Source: IAM API Reference, AddRoleToInstanceProfile.
Result<api::iam::AddRoleToInstanceProfileResult> add_role_to_instance_profile(
    Identity& identity, const api::iam::AddRoleToInstanceProfileRequest& request) {
  const InstanceProfile* profile = identity.find_instance_profile(request.instance_profile_name);
  if (profile == nullptr) return instance_profile_not_found(request.instance_profile_name);
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  // "An instance profile can contain only one role, and this quota cannot be increased."
  if (!profile->role.empty()) return quota_exceeded("InstanceSessionsPerInstanceProfile", 1);
  identity.edit_instance_profile(profile->name).role = role->name;
  return {};
}

}  // namespace spotdrill::iam
