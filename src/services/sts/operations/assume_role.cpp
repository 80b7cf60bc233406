#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "base/lower_case.hpp"
#include "services/sts/errors.hpp"
#include "services/sts/operations.hpp"

namespace spotdrill::sts {
namespace {

/// "The plaintext that you use for both inline and managed session policies can't exceed 2,048
/// characters."
constexpr std::size_t session_policy_characters_max = 2048;

constexpr std::int32_t duration_default_seconds = 3600;

Result<void> check_session_policy(const std::optional<std::string>& policy) {
  if (!policy) return {};
  const auto parsed = parse_json(*policy);
  if (!parsed.has_value()) return malformed_policy("This policy contains invalid Json");
  if (!parsed->is_object() || !parsed->get_object().contains("Statement")) {
    return malformed_policy("Syntax errors in policy.");
  }
  return {};
}

Result<void> check_tags(const std::vector<api::sts::Tag>& tags) {
  std::set<std::string> keys;
  for (const api::sts::Tag& tag : tags) {
    if (!keys.insert(lower_case(tag.key)).second) return duplicate_tag_keys();
  }
  return {};
}

/// "A percentage value that indicates the packed size of the session policies and session tags
/// combined": AWS's packing is its own, so this is the plain text's share of the limit.
std::optional<std::int32_t> packed_policy_size(const api::sts::AssumeRoleRequest& request) {
  std::size_t characters = request.policy ? request.policy->size() : 0;
  for (const auto& policy : request.policy_arns) characters += policy.arn.value_or("").size();
  for (const auto& tag : request.tags) characters += tag.key.size() + tag.value.size();
  if (characters == 0) return std::nullopt;
  return static_cast<std::int32_t>(
      std::min<std::size_t>(100, characters * 100 / session_policy_characters_max + 1));
}

}  // namespace

/// Gives temporary credentials of a role.
/// Errors: AccessDenied, ValidationError, MalformedPolicyDocument, InvalidParameterValue.
/// Source: STS API Reference, AssumeRole.
// DEVIATION: trust policies are not evaluated, and the account's root user may assume roles; it is
// the only user that there is.
Result<api::sts::AssumeRoleResponse> assume_role(iam::Identity& identity,
                                                 const api::sts::AssumeRoleRequest& request,
                                                 const wire::Context& context) {
  if (!request.role_arn.starts_with("arn:")) return invalid_arn(request.role_arn);
  TRY(check_session_policy(request.policy));
  TRY(check_tags(request.tags));
  const std::chrono::seconds lifetime{request.duration_seconds.value_or(duration_default_seconds)};
  // "role chaining limits your AWS CLI or AWS API role session to a maximum of one hour."
  const bool chained = context.caller_arn.find(":assumed-role/") != std::string::npos;
  if (chained && lifetime > 1h) return longer_than_chaining_allows();
  const iam::Role* role = identity.resolve_role(request.role_arn);
  if (role == nullptr) {
    const std::string caller =
        context.caller_arn.empty() ? identity.root().arn : context.caller_arn;
    return may_not_assume(caller, request.role_arn);
  }
  if (lifetime > role->session_max) return longer_than_role_allows();

  const wire::Credential issued = TRY(identity.issue_role_session(
      role->name, request.role_session_name, lifetime, request.source_identity.value_or("")));
  api::sts::AssumeRoleResponse response;
  auto& credentials = response.credentials.emplace();
  credentials.access_key_id = issued.access_key_id;
  credentials.secret_access_key = issued.secret_access_key;
  credentials.session_token = issued.session_token;
  credentials.expiration = *issued.expires;
  auto& user = response.assumed_role_user.emplace();
  user.assumed_role_id = issued.user_id;
  user.arn = issued.arn;
  response.packed_policy_size = packed_policy_size(request);
  response.source_identity = request.source_identity;
  return response;
}

}  // namespace spotdrill::sts
