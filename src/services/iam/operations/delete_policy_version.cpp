#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Deletes a version of a managed policy that is not its default.
/// Errors: NoSuchEntity, DeleteConflict.
/// Source: IAM API Reference, DeletePolicyVersion.
Result<api::iam::DeletePolicyVersionResult> delete_policy_version(
    Identity& identity, const api::iam::DeletePolicyVersionRequest& request) {
  const ManagedPolicy* policy = identity.find_policy(request.policy_arn);
  if (policy == nullptr) return policy_not_found(request.policy_arn);
  const auto version = std::ranges::find(policy->versions, request.version_id, &PolicyVersion::id);
  if (version == policy->versions.end()) {
    return policy_version_not_found(policy->arn, request.version_id);
  }
  if (version->id == policy->default_version) return default_version_stays();
  std::erase_if(identity.edit_policy(request.policy_arn).versions,
                [&](const PolicyVersion& each) { return each.id == request.version_id; });
  return api::iam::DeletePolicyVersionResult{};
}

}  // namespace spotdrill::iam
