#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Deletes an instance profile that has no role.
/// Errors: NoSuchEntity, DeleteConflict.
/// Source: IAM API Reference, DeleteInstanceProfile.
Result<api::iam::DeleteInstanceProfileResult> delete_instance_profile(
    Identity& identity, const api::iam::DeleteInstanceProfileRequest& request) {
  const InstanceProfile* profile = identity.find_instance_profile(request.instance_profile_name);
  if (profile == nullptr) return instance_profile_not_found(request.instance_profile_name);
  if (!profile->role.empty()) return remove_roles_first();
  identity.erase_instance_profile(request.instance_profile_name);
  return {};
}

}  // namespace spotdrill::iam
