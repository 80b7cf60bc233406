#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// Source: IAM User Guide, "IAM and AWS STS quotas": managed policies attached to a role.
constexpr std::size_t attached_max = 10;

}  // namespace

/// Attaches a managed policy to a role. Attaching one again succeeds.
/// Errors: NoSuchEntity, ValidationError, LimitExceeded.
/// Source: IAM API Reference, AttachRolePolicy.
Result<api::iam::AttachRolePolicyResult> attach_role_policy(
    Identity& identity, const api::iam::AttachRolePolicyRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  const ManagedPolicy policy = TRY(identity.attachable(request.policy_arn));
  if (std::ranges::find(role->attached, policy.arn) != role->attached.end()) {
    return api::iam::AttachRolePolicyResult{};
  }
  if (role->attached.size() >= attached_max) {
    return quota_exceeded("PoliciesPerRole", attached_max);
  }
  std::vector<std::string>& attached = identity.edit_role(role->name).attached;
  attached.insert(std::ranges::upper_bound(attached, policy.arn), policy.arn);
  return api::iam::AttachRolePolicyResult{};
}

}  // namespace spotdrill::iam
