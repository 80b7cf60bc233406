#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists a role's tags.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, ListRoleTags.
Result<api::iam::ListRoleTagsResponse> list_role_tags(
    Identity& identity, const api::iam::ListRoleTagsRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  std::vector<Entry> entries;
  for (const auto& [key, value] : role->tags) entries.push_back({.id = key});
  const auto page = TRY(page_of(pointers(entries), {}, request.marker, request.max_items));
  api::iam::ListRoleTagsResponse response;
  for (const Entry* entry : page.items) {
    response.tags.push_back({.key = entry->id, .value = role->tags.at(entry->id)});
  }
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
