#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Tells of a managed policy.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, GetPolicy.
Result<api::iam::GetPolicyResponse> get_policy(Identity& identity,
                                               const api::iam::GetPolicyRequest& request) {
  const auto policy = identity.attachable(request.policy_arn);
  if (!policy.has_value()) {
    if (policy.error().code != "NoSuchEntity") return refuse(policy.error());
    return policy_not_found(request.policy_arn);
  }
  api::iam::GetPolicyResponse response;
  response.policy = render(*policy, identity, Detail::Full);
  return response;
}

}  // namespace spotdrill::iam
