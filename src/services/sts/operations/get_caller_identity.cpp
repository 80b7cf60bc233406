#include "services/sts/operations.hpp"

namespace spotdrill::sts {

/// Says whose key signed the request. Never refused.
/// Source: STS API Reference, GetCallerIdentity.
Result<api::sts::GetCallerIdentityResponse> get_caller_identity(
    iam::Identity& identity, const api::sts::GetCallerIdentityRequest&,
    const wire::Context& context) {
  // With signatures off a request may name no principal: then it is the account's owner.
  const wire::Credential root = identity.root();
  api::sts::GetCallerIdentityResponse response;
  response.account = context.account.empty() ? root.account : context.account;
  response.arn = context.caller_arn.empty() ? root.arn : context.caller_arn;
  response.user_id = context.caller_id.empty() ? root.user_id : context.caller_id;
  return response;
}

}  // namespace spotdrill::sts
