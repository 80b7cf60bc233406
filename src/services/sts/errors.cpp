#include "services/sts/errors.hpp"

#include <fmt/format.h>

namespace spotdrill::sts {
namespace {

constexpr int forbidden = 403;

Refusal<> error(std::string_view code, std::string message, int http_status = 400) {
  return Refusal<>{AwsError{
      .code = std::string{code}, .message = std::move(message), .http_status = http_status}};
}

}  // namespace

Refusal<> invalid_arn(std::string_view arn) {
  return error("ValidationError", fmt::format("{} is invalid", arn));
}

Refusal<> may_not_assume(std::string_view caller_arn, std::string_view role_arn) {
  return error("AccessDenied",
               fmt::format("User: {} is not authorized to perform: sts:AssumeRole on resource: {}",
                           caller_arn, role_arn),
               forbidden);
}

Refusal<> session_may_not_get_session_token() {
  return error("AccessDenied", "Cannot call GetSessionToken with session credentials", forbidden);
}

Refusal<> longer_than_role_allows() {
  return error("ValidationError",
               "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
}

Refusal<> longer_than_chaining_allows() {
  return error("ValidationError",
               "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed "
               "by role chaining");
}

Refusal<> malformed_policy(std::string_view message) {
  return error("MalformedPolicyDocument", std::string{message});
}

Refusal<> duplicate_tag_keys() {
  return error("InvalidParameterValue",
               "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
}

// The sentences are AWS's, as users quote them: AWS re:Post, "troubleshoot an OIDC provider and
// IRSA in Amazon EKS", and others.
Refusal<> not_a_web_identity_token() {
  return error("InvalidIdentityToken",
               "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
               "Access Token)");
}

Refusal<> no_identity_provider(std::string_view issuer) {
  return error("InvalidIdentityToken",
               fmt::format("No OpenIDConnect provider found in your account for {}", issuer));
}

}  // namespace spotdrill::sts
