#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Tells of one instance profile and its role.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, GetInstanceProfile.
Result<api::iam::GetInstanceProfileResponse> get_instance_profile(
    Identity& identity, const api::iam::GetInstanceProfileRequest& request) {
  const InstanceProfile* profile = identity.find_instance_profile(request.instance_profile_name);
  if (profile == nullptr) return instance_profile_not_found(request.instance_profile_name);
  api::iam::GetInstanceProfileResponse response;
  response.instance_profile = render(*profile, identity, Detail::Full);
  return response;
}

}  // namespace spotdrill::iam
