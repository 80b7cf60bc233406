#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists the managed policies that are attached to a role.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, ListAttachedRolePolicies.
Result<api::iam::ListAttachedRolePoliciesResponse> list_attached_role_policies(
    Identity& identity, const api::iam::ListAttachedRolePoliciesRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  std::vector<Entry> entries;
  for (const std::string& arn : role->attached) {
    const ManagedPolicy policy = TRY(identity.attachable(arn));
    entries.push_back({.id = arn, .path = policy.path});
  }
  const auto page =
      TRY(page_of(pointers(entries), request.path_prefix, request.marker, request.max_items));
  api::iam::ListAttachedRolePoliciesResponse response;
  for (const Entry* entry : page.items) {
    auto& shown = response.attached_policies.emplace_back();
    shown.policy_name = entry->id.substr(entry->id.rfind('/') + 1);
    shown.policy_arn = entry->id;
  }
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
