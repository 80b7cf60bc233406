#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists the instance profiles that have a role.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, ListInstanceProfilesForRole.
Result<api::iam::ListInstanceProfilesForRoleResponse> list_instance_profiles_for_role(
    Identity& identity, const api::iam::ListInstanceProfilesForRoleRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  std::vector<const InstanceProfile*> profiles = identity.instance_profiles();
  std::erase_if(profiles, [&](const auto* profile) { return profile->role != role->name; });
  const auto page = TRY(page_of(profiles, {}, request.marker, request.max_items));
  api::iam::ListInstanceProfilesForRoleResponse response;
  for (const InstanceProfile* profile : page.items) {
    response.instance_profiles.push_back(render(*profile, identity, Detail::Listed));
  }
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
