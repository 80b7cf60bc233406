#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// "A managed policy can have up to five versions."
constexpr std::size_t versions_max = 5;
constexpr std::size_t version_bytes_max = 6144;

}  // namespace

/// Makes a new version of a managed policy.
/// Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded.
/// Source: IAM API Reference, CreatePolicyVersion.
Result<api::iam::CreatePolicyVersionResponse> create_policy_version(
    Identity& identity, const api::iam::CreatePolicyVersionRequest& request) {
  const ManagedPolicy* policy = identity.find_policy(request.policy_arn);
  if (policy == nullptr) return policy_not_found(request.policy_arn);
  TRY(check_permission_policy(request.policy_document));
  if (request.policy_document.size() > version_bytes_max) {
    return quota_exceeded("PolicySize", version_bytes_max);
  }
  if (policy->versions.size() >= versions_max) return too_many_versions();
  ManagedPolicy& edited = identity.edit_policy(request.policy_arn);
  edited.updated = std::chrono::floor<std::chrono::seconds>(identity.now());
  edited.versions.push_back({.id = "v" + std::to_string(++edited.versions_made),
                             .document = request.policy_document,
                             .created = edited.updated});
  if (request.set_as_default.value_or(false)) edited.default_version = edited.versions.back().id;
  api::iam::CreatePolicyVersionResponse response;
  response.policy_version = render(edited.versions.back(), edited, /*with_document=*/false);
  return response;
}

}  // namespace spotdrill::iam
