// Every error that IAM answers, and those that its names cause elsewhere.
// Source: IAM API Reference, the errors of each action; EC2's wording as EC2 gives it.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace spotdrill::iam {

Refusal<> role_not_found(std::string_view name);
Refusal<> instance_profile_not_found(std::string_view name);
Refusal<> role_exists(std::string_view name);
Refusal<> instance_profile_exists(std::string_view name);

/// A role or a profile that is still joined to the other.
Refusal<> remove_roles_first();

/// Errors: LimitExceeded, "Cannot exceed quota for QUOTA: LIMIT".
Refusal<> quota_exceeded(std::string_view quota, std::size_t limit);

Refusal<> role_policy_not_found(std::string_view name);
Refusal<> policy_not_found(std::string_view arn);
Refusal<> policy_not_attachable(std::string_view arn);
Refusal<> policy_version_not_found(std::string_view arn, std::string_view version);
Refusal<> policy_exists(std::string_view name);
Refusal<> invalid_policy_arn(std::string_view arn);
Refusal<> detach_policies_first();
Refusal<> delete_policies_first();
Refusal<> policy_attached();
Refusal<> delete_versions_first();
Refusal<> default_version_stays();
Refusal<> too_many_versions();
Refusal<> inline_policies_too_large(std::string_view role);
Refusal<> user_not_found(std::string_view name);
Refusal<> user_name_missing();

Refusal<> malformed_policy(std::string_view message);
Refusal<> invalid_marker();
Refusal<> duplicate_tag_keys();

/// EC2's, for what a launch names.
Refusal<> invalid_profile_name(std::string_view name);
Refusal<> invalid_profile_arn(std::string_view arn);
Refusal<> profile_name_and_arn();

}  // namespace spotdrill::iam
