// STS's operations, one file each under operations/. STS keeps nothing: principals and sessions are
// iam::Identity's.
#pragma once

#include "api/sts.hpp"
#include "services/iam/identity.hpp"
#include "wire/dispatcher.hpp"

namespace spotdrill::sts {

Result<api::sts::AssumeRoleResponse> assume_role(iam::Identity& identity,
                                                 const api::sts::AssumeRoleRequest& request,
                                                 const wire::Context& context);
Result<api::sts::AssumeRoleWithWebIdentityResponse> assume_role_with_web_identity(
    iam::Identity& identity, const api::sts::AssumeRoleWithWebIdentityRequest& request);
Result<api::sts::GetCallerIdentityResponse> get_caller_identity(
    iam::Identity& identity, const api::sts::GetCallerIdentityRequest& request,
    const wire::Context& context);

Result<api::sts::GetSessionTokenResponse> get_session_token(
    iam::Identity& identity, const api::sts::GetSessionTokenRequest& request,
    const wire::Context& context);

/// STS, ready for the dispatcher. `identity` outlives it.
wire::Service make_service(iam::Identity& identity);

}  // namespace spotdrill::sts
