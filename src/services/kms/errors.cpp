#include "services/kms/errors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotdrill::kms::errors {
namespace {

AwsError error(std::string_view code, std::string message) {
  return {.code = std::string{code}, .message = std::move(message)};
}

}  // namespace

AwsError invalid_key_id(std::string_view id) {
  return error("NotFoundException", fmt::format("Invalid keyId '{}'", id));
}

AwsError key_not_found(std::string_view arn) {
  return error("NotFoundException", fmt::format("Key '{}' does not exist", arn));
}

// AWS names the region of the ARN, whatever else is wrong with it.
AwsError foreign_arn(std::string_view arn) {
  std::string_view region = arn;
  for (int colons = 0; colons < 3; ++colons) {
    region.remove_prefix(std::min(region.find(':'), region.size() - 1) + 1);
  }
  return error("NotFoundException",
               fmt::format("Invalid arn {}", region.substr(0, region.find(':'))));
}

AwsError disabled(std::string_view arn) {
  return error("DisabledException", fmt::format("{} is disabled.", arn));
}

AwsError pending_deletion(std::string_view arn) {
  return error("KMSInvalidStateException", fmt::format("{} is pending deletion.", arn));
}

AwsError not_pending_deletion(std::string_view arn) {
  return error("KMSInvalidStateException", fmt::format("{} is not pending deletion.", arn));
}

// DEVIATION: AWS's wording is not known.
AwsError waiting_period_out_of_range(int days) {
  return error("ValidationException",
               fmt::format("PendingWindowInDays must be between 7 and 30, not {}.", days));
}

// DEVIATION: AWS's wording is not known.
AwsError too_many_keys() {
  return error("LimitExceededException", "You have reached the limit of KMS keys.");
}

AwsError not_here(std::string_view what) {
  // DEVIATION: what is not here is refused by name.
  return error("UnsupportedOperationException", fmt::format("spotdrill's KMS has no {}.", what));
}

AwsError alias_not_found(std::string_view arn) {
  return error("NotFoundException", fmt::format("Alias {} is not found.", arn));
}

AwsError alias_exists(std::string_view arn) {
  return error("AlreadyExistsException",
               fmt::format("An alias with the name {} already exists", arn));
}

AwsError alias_without_prefix() {
  return error("ValidationException", "Invalid identifier");
}

// AWS sends this one without a message.
AwsError reserved_alias() {
  return error("NotAuthorizedException", "");
}

AwsError alias_of_alias() {
  return error("ValidationException", "Aliases must refer to keys. Not aliases");
}

AwsError no_alias_here() {
  return error("InvalidArnException", "Key Aliases are not supported for this operation");
}

// DEVIATION: AWS's wording is not known.
AwsError too_many_aliases(std::string_view key_arn) {
  return error("LimitExceededException",
               fmt::format("{} has reached the limit of 50 aliases.", key_arn));
}

// AWS sends this one without a message.
AwsError invalid_ciphertext() {
  return error("InvalidCiphertextException", "");
}

AwsError incorrect_key() {
  return error(
      "IncorrectKeyException",
      "The key ID in the request does not identify a CMK that can perform this operation.");
}

AwsError bytes_or_spec() {
  return error("ValidationException", "Please specify either number of bytes or key spec.");
}

// DEVIATION: AWS's wording is not known.
AwsError bytes_missing() {
  return error("ValidationException", "NumberOfBytes must be specified.");
}

// DEVIATION: AWS's wording is not known.
AwsError wrong_algorithm(std::string_view algorithm) {
  return error(
      "InvalidKeyUsageException",
      fmt::format("{} is not an encryption algorithm of a SYMMETRIC_DEFAULT key.", algorithm));
}

// DEVIATION: there are no grants here, so that no token is one of a grant's.
AwsError no_such_grant_token() {
  return error("InvalidGrantTokenException", "The grant token is not valid.");
}

AwsError dry_run() {
  return error("DryRunOperationException",
               "The request would have succeeded, but the DryRun option is set.");
}

// DEVIATION: AWS's wording is not known.
AwsError invalid_marker() {
  return error("InvalidMarkerException", "The marker is not valid.");
}

// DEVIATION: AWS's wording is not known.
AwsError malformed_policy() {
  return error("MalformedPolicyDocumentException", "The policy is not a JSON object.");
}

AwsError no_such_policy() {
  return error("NotFoundException", "No such policy exists");
}

// DEVIATION: AWS's wording is not known.
AwsError reserved_tag() {
  return error("TagException", "Tags beginning with aws: are reserved");
}

AwsError duplicate_tags() {
  return error("TagException", "Duplicate tag keys");
}

AwsError too_many_tags() {
  return error("TagException", "Too many tags");
}

}  // namespace spotdrill::kms::errors
