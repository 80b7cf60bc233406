#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// Source: IAM User Guide, "IAM and AWS STS quotas": customer managed policies in an account, and
/// "The size of each managed policy can't exceed 6,144 characters."
constexpr std::size_t policies_max = 1500;
constexpr std::size_t policy_bytes_max = 6144;

}  // namespace

/// Makes a managed policy. It is checked for form and kept; it is not evaluated.
/// Errors: EntityAlreadyExists, LimitExceeded, MalformedPolicyDocument, InvalidInput.
/// Source: IAM API Reference, CreatePolicy.
Result<api::iam::CreatePolicyResponse> create_policy(Identity& identity,
                                                     const api::iam::CreatePolicyRequest& request) {
  for (const ManagedPolicy* policy : identity.policies()) {
    if (policy->name == request.policy_name) return policy_exists(request.policy_name);
  }
  TRY(check_permission_policy(request.policy_document));
  if (request.policy_document.size() > policy_bytes_max) {
    return quota_exceeded("PolicySize", policy_bytes_max);
  }
  if (identity.policies().size() >= policies_max) {
    return quota_exceeded("PoliciesPerAccount", policies_max);
  }
  ManagedPolicy policy;
  policy.name = request.policy_name;
  policy.path = request.path.value_or("/");
  policy.description = request.description.value_or("");
  policy.tags = TRY(read_tags(request.tags));
  ManagedPolicy& made = identity.put_policy(std::move(policy));
  made.versions.push_back(
      {.id = "v1", .document = request.policy_document, .created = made.created});
  made.default_version = "v1";
  made.versions_made = 1;
  api::iam::CreatePolicyResponse response;
  response.policy = render(made, identity, Detail::Full);
  return response;
}

}  // namespace spotdrill::iam
