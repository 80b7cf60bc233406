#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists the account's roles, in order of names.
/// Errors: ValidationError, for an unknown marker.
/// Source: IAM API Reference, ListRoles.
Result<api::iam::ListRolesResponse> list_roles(Identity& identity,
                                               const api::iam::ListRolesRequest& request) {
  const auto page =
      TRY(page_of(identity.roles(), request.path_prefix, request.marker, request.max_items));
  api::iam::ListRolesResponse response;
  for (const Role* role : page.items) response.roles.push_back(render(*role, Detail::Listed));
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
