#include "services/iam/operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// Source: IAM User Guide, "IAM and AWS STS quotas": roles in an account.
constexpr std::size_t roles_max = 1000;

}  // namespace

/// Makes a role. Its trust policy is checked for form and kept; it is not evaluated.
/// Errors: EntityAlreadyExists, LimitExceeded, MalformedPolicyDocument, InvalidInput.
/// Source: IAM API Reference, CreateRole.
Result<api::iam::CreateRoleResponse> create_role(Identity& identity,
                                                 const api::iam::CreateRoleRequest& request) {
  if (identity.find_role(request.role_name) != nullptr) return role_exists(request.role_name);
  TRY(check_trust_policy(request.assume_role_policy_document));
  Role role{.name = request.role_name,
            .path = request.path.value_or("/"),
            .trust_policy = request.assume_role_policy_document,
            .description = request.description.value_or(""),
            .session_max = std::chrono::seconds{request.max_session_duration.value_or(3600)},
            .permissions_boundary = request.permissions_boundary.value_or("")};
  role.tags = TRY(read_tags(request.tags));
  if (identity.roles().size() >= roles_max) return quota_exceeded("RolesPerAccount", roles_max);
  api::iam::CreateRoleResponse response;
  response.role = render(identity.put_role(std::move(role)), Detail::Full);
  response.role.role_last_used.reset();
  return response;
}

}  // namespace spotdrill::iam
