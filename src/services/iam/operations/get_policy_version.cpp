#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Gives a version of a managed policy, with its document.
/// Errors: NoSuchEntity.
/// Source: IAM API Reference, GetPolicyVersion.
Result<api::iam::GetPolicyVersionResponse> get_policy_version(
    Identity& identity, const api::iam::GetPolicyVersionRequest& request) {
  const ManagedPolicy* policy = identity.find_policy(request.policy_arn);
  if (policy == nullptr) return policy_not_found(request.policy_arn);
  const auto version = std::ranges::find(policy->versions, request.version_id, &PolicyVersion::id);
  if (version == policy->versions.end()) {
    return policy_version_not_found(policy->arn, request.version_id);
  }
  api::iam::GetPolicyVersionResponse response;
  response.policy_version = render(*version, *policy, /*with_document=*/true);
  return response;
}

}  // namespace spotdrill::iam
