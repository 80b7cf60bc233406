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
