#include "services/sts/errors.hpp"
#include "services/sts/operations.hpp"

namespace spotdrill::sts {
namespace {

/// "Sessions for AWS account owners are restricted to a maximum of 3,600 seconds (one hour). If the
/// duration is longer than one hour, the session for AWS account owners defaults to one hour."
constexpr Duration owner_session_max = 1h;

}  // namespace

/// Gives temporary credentials of the account's owner.
/// Errors: AccessDenied.
/// Source: STS API Reference, GetSessionToken.
Result<api::sts::GetSessionTokenResponse> get_session_token(
    iam::Identity& identity, const api::sts::GetSessionTokenRequest& request,
    const wire::Context& context) {
  if (context.access_key_id.starts_with("ASIA")) return session_may_not_get_session_token();
  const std::chrono::seconds wanted{request.duration_seconds.value_or(3600)};
  const wire::Credential issued =
      identity.issue_owner_session(std::min<Duration>(wanted, owner_session_max));
  api::sts::GetSessionTokenResponse response;
  auto& credentials = response.credentials.emplace();
  credentials.access_key_id = issued.access_key_id;
  credentials.secret_access_key = issued.secret_access_key;
  credentials.session_token = issued.session_token;
  credentials.expiration = *issued.expires;
  return response;
}

}  // namespace spotdrill::sts
