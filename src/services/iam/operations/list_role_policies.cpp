#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists the names of a role's inline policies.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, ListRolePolicies.
Result<api::iam::ListRolePoliciesResponse> list_role_policies(
    Identity& identity, const api::iam::ListRolePoliciesRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  std::vector<Entry> entries;
  for (const auto& [name, document] : role->policies) entries.push_back({.id = name});
  const auto page = TRY(page_of(pointers(entries), {}, request.marker, request.max_items));
  api::iam::ListRolePoliciesResponse response;
  for (const Entry* entry : page.items) response.policy_names.push_back(entry->id);
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
