#include "services/secretsmanager/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::secretsmanager {
namespace {

Refusal<> secrets_error(std::string_view code, std::string message) {
  return refuse(AwsError{.code = std::string{code}, .message = std::move(message)});
}

Refusal<> not_found(std::string message) {
  return secrets_error("ResourceNotFoundException", std::move(message));
}

Refusal<> invalid_request(std::string message) {
  return secrets_error("InvalidRequestException", std::move(message));
}

Refusal<> invalid_parameter(std::string message) {
  return secrets_error("InvalidParameterException", std::move(message));
}

Refusal<> limit_exceeded(std::string message) {
  return secrets_error("LimitExceededException", std::move(message));
}

}  // namespace

Refusal<> secret_not_found() {
  return not_found("Secrets Manager can't find the specified secret.");
}

Refusal<> secret_exists(std::string_view name) {
  return secrets_error(
      "ResourceExistsException",
      fmt::format("The operation failed because the secret {} already exists.", name));
}

Refusal<> name_scheduled_for_deletion() {
  return invalid_request(
      "You can't create this secret because a secret with this name is already scheduled for "
      "deletion.");
}

Refusal<> marked_for_deletion() {
  return invalid_request(
      "You can't perform this operation on the secret because it was marked for deletion.");
}

Refusal<> invalid_name() {
  return secrets_error("ValidationException",
                       "Invalid name. Must be a valid name containing alphanumeric characters, or "
                       "any of the following: -/_+=.@!");
}

// DEVIATION: AWS's wording of limits is not known.
Refusal<> too_many_secrets() {
  return limit_exceeded("You have reached the limit of 500000 secrets.");
}

// DEVIATION: what is not here is refused by name.
Refusal<> not_here(std::string_view what) {
  return invalid_parameter(fmt::format("spotdrill's Secrets Manager has no {}.", what));
}

Refusal<> value_not_found(std::string_view kind, std::string_view version) {
  return not_found(fmt::format("Secrets Manager can't find the specified secret value for {}: {}",
                               kind, version));
}

Refusal<> stage_of_another_version() {
  return invalid_request(
      "You provided a VersionStage that is not associated to the provided VersionId.");
}

Refusal<> two_values() {
  return invalid_parameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.");
}

Refusal<> no_value() {
  return invalid_request("You must provide either SecretString or SecretBinary.");
}

Refusal<> no_token() {
  return invalid_request(
      "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
}

Refusal<> token_in_use(std::string_view token, std::string_view arn) {
  return secrets_error("ResourceExistsException",
                       fmt::format("You can't use ClientRequestToken {} because that value is "
                                   "already in use for a version of secret {}.",
                                   token, arn));
}

Refusal<> too_many_versions() {
  return limit_exceeded("The secret has reached the limit of 100 versions.");
}

Refusal<> too_many_stages() {
  return limit_exceeded("The secret has reached the limit of 20 staging labels.");
}

Refusal<> stage_is_elsewhere(std::string_view stage, std::string_view version) {
  return invalid_parameter(
      fmt::format("The parameter RemoveFromVersionId can't be empty. Staging label {} is currently "
                  "attached to version {}, so you must explicitly reference that version in "
                  "RemoveFromVersionId.",
                  stage, version));
}

// DEVIATION: AWS's wording is not known.
Refusal<> stage_is_not_there(std::string_view stage) {
  return invalid_parameter(fmt::format(
      "Staging label {} is not attached to the version that RemoveFromVersionId says.", stage));
}

Refusal<> current_must_be_somewhere() {
  return invalid_parameter(
      "You can only move staging label AWSCURRENT to a different secret version. It can’t be "
      "completely removed.");
}

// DEVIATION: AWS's wording is not known.
Refusal<> no_such_version(std::string_view version) {
  return value_not_found("VersionId", version);
}

Refusal<> recovery_window_out_of_range() {
  return invalid_parameter(
      "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
}

Refusal<> force_with_window() {
  return invalid_parameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
}

Refusal<> ids_or_filters() {
  return invalid_parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
}

Refusal<> results_without_filters() {
  return invalid_parameter(
      "'Filters' not specified. 'Filters' must also be specified when "
      "'MaxResults' is provided.");
}

// DEVIATION: AWS's wording is not known.
Refusal<> invalid_next_token() {
  return secrets_error("InvalidNextTokenException", "The NextToken value is invalid.");
}

// DEVIATION: AWS's wording is not known.
Refusal<> malformed_policy() {
  return secrets_error("MalformedPolicyDocumentException", "The policy is not a JSON object.");
}

// DEVIATION: AWS's wording is not known.
Refusal<> reserved_tag() {
  return invalid_parameter("Tag keys that begin with aws: are reserved.");
}

// DEVIATION: AWS's wording is not known.
Refusal<> too_many_tags() {
  return invalid_parameter("A secret can have up to 50 tags.");
}

Refusal<> password_too_short() {
  return invalid_parameter("Password length is too short based on the required types.");
}

// DEVIATION: AWS's wording is not known.
Refusal<> no_characters_left() {
  return invalid_parameter("No characters are left that the password could have.");
}

}  // namespace spotdrill::secretsmanager
