#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {
namespace {

/// Source: IAM User Guide, "IAM and AWS STS quotas": tags that can be attached to a role.
constexpr std::size_t role_tags_max = 50;

}  // namespace

/// Adds tags to a role, or overwrites them.
/// Errors: NoSuchEntity, InvalidInput, LimitExceeded.
/// Source: IAM API Reference, TagRole.
Result<api::iam::TagRoleResult> tag_role(Identity& identity,
                                         const api::iam::TagRoleRequest& request) {
  const Role* role = identity.find_role(request.role_name);
  if (role == nullptr) return role_not_found(request.role_name);
  std::map<std::string, std::string> tags = role->tags;
  for (auto& [key, value] : TRY(read_tags(request.tags))) tags.insert_or_assign(key, value);
  if (tags.size() > role_tags_max) return quota_exceeded("TagsPerRole", role_tags_max);
  identity.edit_role(role->name).tags = std::move(tags);
  return api::iam::TagRoleResult{};
}

}  // namespace spotdrill::iam
