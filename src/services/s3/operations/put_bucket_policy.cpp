#include "base/json.hpp"
#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {
namespace {

/// "Bucket policies are limited to 20 KB in size." Source: S3 User Guide, "Bucket policies".
constexpr std::size_t policy_bytes_max = 20 * 1024;

Result<void> check_statement(const json::value& statement) {
  if (!statement.is_object()) return malformed_policy("Invalid policy syntax.");
  const json::object& object = statement.get_object();
  const auto has = [&](const char* one, const char* other) {
    return object.contains(one) || object.contains(other);
  };
  if (!object.contains("Effect")) return malformed_policy("Missing required field Effect");
  if (!has("Principal", "NotPrincipal")) {
    return malformed_policy("Missing required field Principal");
  }
  if (!has("Action", "NotAction")) return malformed_policy("Missing required field Action");
  if (!has("Resource", "NotResource")) return malformed_policy("Missing required field Resource");
  return {};
}

// DEVIATION: principals, actions and resources may be any: nothing is judged by them. AWS's words
// for a policy that is too long are not known.
Result<void> check_policy(const std::string& policy) {
  if (policy.size() > policy_bytes_max) {
    return malformed_policy("Bucket policies are limited to 20 KB in size.");
  }
  const auto parsed = parse_json(policy);
  if (!policy.starts_with('{') || !parsed.has_value() || !parsed->is_object()) {
    return malformed_policy("Policies must be valid JSON and the first byte must be '{'");
  }
  const json::value* statements = parsed->get_object().if_contains("Statement");
  if (statements == nullptr) return malformed_policy("Missing required field Statement");
  if (!statements->is_array()) return check_statement(*statements);
  if (statements->get_array().empty()) {
    return malformed_policy("Could not parse the policy: Statement is empty!");
  }
  for (const json::value& each : statements->get_array()) TRY(check_statement(each));
  return {};
}

}  // namespace

Result<api::s3::PutBucketPolicyResult> put_bucket_policy(
    S3& s3, const api::s3::PutBucketPolicyRequest& request) {
  TRY(bucket_of(s3, request));
  TRY(check_policy(request.policy));
  TRY(put_setting(s3, request, policy_setting,
                  api::s3::GetBucketPolicyOutput{.policy = request.policy}));
  return api::s3::PutBucketPolicyResult{};
}

}  // namespace spotdrill::s3
