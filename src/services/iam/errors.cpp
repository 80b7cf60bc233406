#include "services/iam/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::iam {
namespace {

constexpr int not_found = 404;
constexpr int conflict = 409;

Refusal<> error(std::string_view code, std::string message, int http_status = 400) {
  return Refusal<>{AwsError{
      .code = std::string{code}, .message = std::move(message), .http_status = http_status}};
}

}  // namespace

Refusal<> role_not_found(std::string_view name) {
  return error("NoSuchEntity", fmt::format("The role with name {} cannot be found.", name),
               not_found);
}

Refusal<> instance_profile_not_found(std::string_view name) {
  return error("NoSuchEntity", fmt::format("Instance Profile {} cannot be found.", name),
               not_found);
}

Refusal<> role_exists(std::string_view name) {
  return error("EntityAlreadyExists", fmt::format("Role with name {} already exists.", name),
               conflict);
}

Refusal<> instance_profile_exists(std::string_view name) {
  return error("EntityAlreadyExists", fmt::format("Instance Profile {} already exists.", name),
               conflict);
}

Refusal<> remove_roles_first() {
  return error("DeleteConflict",
               "Cannot delete entity, must remove roles from instance profile first.", conflict);
}

Refusal<> quota_exceeded(std::string_view quota, std::size_t limit) {
  return error("LimitExceeded", fmt::format("Cannot exceed quota for {}: {}", quota, limit),
               conflict);
}

Refusal<> role_policy_not_found(std::string_view name) {
  return error("NoSuchEntity", fmt::format("The role policy with name {} cannot be found.", name),
               not_found);
}

Refusal<> policy_not_found(std::string_view arn) {
  return error("NoSuchEntity", fmt::format("Policy {} was not found.", arn), not_found);
}

Refusal<> policy_not_attachable(std::string_view arn) {
  return error("NoSuchEntity", fmt::format("Policy {} does not exist or is not attachable.", arn),
               not_found);
}

Refusal<> policy_version_not_found(std::string_view arn, std::string_view version) {
  return error(
      "NoSuchEntity",
      fmt::format("Policy {} version {} does not exist or is not attachable.", arn, version),
      not_found);
}

Refusal<> policy_exists(std::string_view name) {
  return error(
      "EntityAlreadyExists",
      fmt::format("A policy called {} already exists. Duplicate names are not allowed.", name),
      conflict);
}

Refusal<> invalid_policy_arn(std::string_view arn) {
  return error("ValidationError", fmt::format("ARN {} is not valid.", arn));
}

Refusal<> detach_policies_first() {
  return error("DeleteConflict", "Cannot delete entity, must detach all policies first.", conflict);
}

Refusal<> delete_policies_first() {
  return error("DeleteConflict", "Cannot delete entity, must delete policies first.", conflict);
}

Refusal<> policy_attached() {
  return error("DeleteConflict", "Cannot delete a policy attached to entities.", conflict);
}

Refusal<> delete_versions_first() {
  return error("DeleteConflict",
               "This policy has more than one version. Before you delete a policy, you must delete "
               "the policy's versions. The default version is deleted with the policy.",
               conflict);
}

Refusal<> default_version_stays() {
  return error("DeleteConflict", "Cannot delete the default version of a policy.", conflict);
}

Refusal<> too_many_versions() {
  return error("LimitExceeded",
               "A managed policy can have up to 5 versions. Before you create a new version, you "
               "must delete an existing version.",
               conflict);
}

Refusal<> inline_policies_too_large(std::string_view role) {
  return error("LimitExceeded",
               fmt::format("Maximum policy size of 10240 bytes exceeded for role {}", role),
               conflict);
}

Refusal<> user_not_found(std::string_view name) {
  return error("NoSuchEntity", fmt::format("The user with name {} cannot be found.", name),
               not_found);
}

Refusal<> user_name_missing() {
  return error("ValidationError", "Must specify userName when calling with non-User credentials");
}

Refusal<> malformed_policy(std::string_view message) {
  return error("MalformedPolicyDocument", std::string{message});
}

Refusal<> invalid_marker() {
  return error("ValidationError", "Invalid Marker.");
}

Refusal<> duplicate_tag_keys() {
  return error("InvalidInput",
               "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
}

Refusal<> invalid_profile_name(std::string_view name) {
  return error("InvalidParameterValue",
               fmt::format("Value ({}) for parameter iamInstanceProfile.name is invalid. Invalid "
                           "IAM Instance Profile name",
                           name));
}

Refusal<> invalid_profile_arn(std::string_view arn) {
  return error("InvalidParameterValue",
               fmt::format("Value ({}) for parameter iamInstanceProfile.arn is invalid. Invalid "
                           "IAM Instance Profile ARN",
                           arn));
}

Refusal<> profile_name_and_arn() {
  return error("InvalidParameterCombination",
               "The parameter 'iamInstanceProfile.name' may not be used in combination with "
               "'iamInstanceProfile.arn'");
}

}  // namespace spotdrill::iam
