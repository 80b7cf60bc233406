// Every error that STS answers.
// Source: STS API Reference, "Common Errors" and the errors of AssumeRole.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace spotdrill::sts {

Refusal<> invalid_arn(std::string_view arn);
Refusal<> may_not_assume(std::string_view caller_arn, std::string_view role_arn);
Refusal<> session_may_not_get_session_token();
Refusal<> longer_than_role_allows();
Refusal<> longer_than_chaining_allows();
Refusal<> malformed_policy(std::string_view message);
Refusal<> duplicate_tag_keys();
Refusal<> not_a_web_identity_token();                     ///< InvalidIdentityToken.
Refusal<> no_identity_provider(std::string_view issuer);  ///< InvalidIdentityToken.

}  // namespace spotdrill::sts
