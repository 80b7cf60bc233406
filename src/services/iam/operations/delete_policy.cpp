#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Deletes a managed policy that nothing is attached to and that has its default version only.
/// Errors: NoSuchEntity, DeleteConflict.
/// Source: IAM API Reference, DeletePolicy.
Result<api::iam::DeletePolicyResult> delete_policy(Identity& identity,
                                                   const api::iam::DeletePolicyRequest& request) {
  const ManagedPolicy* policy = identity.find_policy(request.policy_arn);
  if (policy == nullptr) return policy_not_found(request.policy_arn);
  if (identity.attachments(policy->arn) > 0) return policy_attached();
  if (policy->versions.size() > 1) return delete_versions_first();
  identity.erase_policy(request.policy_arn);
  return api::iam::DeletePolicyResult{};
}

}  // namespace spotdrill::iam
