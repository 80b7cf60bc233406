#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists the versions of a managed policy, the newest first.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, ListPolicyVersions.
Result<api::iam::ListPolicyVersionsResponse> list_policy_versions(
    Identity& identity, const api::iam::ListPolicyVersionsRequest& request) {
  const ManagedPolicy* policy = identity.find_policy(request.policy_arn);
  if (policy == nullptr) return policy_not_found(request.policy_arn);
  std::vector<Entry> entries;
  for (auto each = policy->versions.rbegin(); each != policy->versions.rend(); ++each) {
    entries.push_back({.id = each->id});
  }
  const auto page = TRY(page_of(pointers(entries), {}, request.marker, request.max_items));
  api::iam::ListPolicyVersionsResponse response;
  for (const Entry* entry : page.items) {
    const auto version = std::ranges::find(policy->versions, entry->id, &PolicyVersion::id);
    response.versions.push_back(render(*version, *policy, /*with_document=*/false));
  }
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
