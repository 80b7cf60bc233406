#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Makes a version of a managed policy the one that counts.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, SetDefaultPolicyVersion.
Result<api::iam::SetDefaultPolicyVersionResult> set_default_policy_version(
    Identity& identity, const api::iam::SetDefaultPolicyVersionRequest& request) {
  const ManagedPolicy* policy = identity.find_policy(request.policy_arn);
  if (policy == nullptr) return policy_not_found(request.policy_arn);
  const auto version = std::ranges::find(policy->versions, request.version_id, &PolicyVersion::id);
  if (version == policy->versions.end()) {
    return policy_version_not_found(policy->arn, request.version_id);
  }
  identity.edit_policy(request.policy_arn).default_version = request.version_id;
  return api::iam::SetDefaultPolicyVersionResult{};
}

}  // namespace spotdrill::iam
