#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Lists this account's managed policies.
/// Errors: ValidationError.
/// Source: IAM API Reference, ListPolicies.
// DEVIATION: of AWS's own policies none is listed, since they are not here.
Result<api::iam::ListPoliciesResponse> list_policies(Identity& identity,
                                                     const api::iam::ListPoliciesRequest& request) {
  std::vector<const ManagedPolicy*> all = identity.policies();
  if (request.scope == "AWS") all.clear();
  if (request.only_attached.value_or(false)) {
    std::erase_if(all, [&](const auto* each) { return identity.attachments(each->arn) == 0; });
  }
  const auto page = TRY(page_of(all, request.path_prefix, request.marker, request.max_items));
  api::iam::ListPoliciesResponse response;
  for (const ManagedPolicy* policy : page.items) {
    response.policies.push_back(render(*policy, identity, Detail::Listed));
  }
  response.is_truncated = page.marker.has_value();
  response.marker = page.marker;
  return response;
}

}  // namespace spotdrill::iam
