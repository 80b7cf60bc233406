#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists the account's instance profiles, in order of names.
/// Errors: ValidationError, for an unknown marker.
/// Source: IAM API Reference, ListInstanceProfiles.
Result<api::iam::ListInstanceProfilesResponse> list_instance_profiles(
    Identity& identity, const api::iam::ListInstanceProfilesRequest& request) {
  const auto page = TRY(page_of(identity.instance_profiles(), request.path_prefix, request.marker,
                                request.max_items));
  api::iam::ListInstanceProfilesResponse response;
  for (const InstanceProfile* profile : page.items) {
    response.instance_profiles.push_back(render(*profile, identity, Detail::Listed));
  }
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
