#include <algorithm>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "services/sts/errors.hpp"
#include "services/sts/operations.hpp"

namespace spotdrill::sts {
namespace {

/// Who issued a JSON Web Token; nothing: it is none. Its signature is not looked at.
std::optional<std::string> issuer_of(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  std::string payload{token.substr(first + 1, second - first - 1)};
  // "base64url … with all trailing '=' characters omitted". Source: RFC 7515, section 2.
  std::ranges::replace(payload, '-', '+');
  std::ranges::replace(payload, '_', '/');
  payload.append((4 - payload.size() % 4) % 4, '=');
  const auto text = base64_decode(payload);
  if (!text) return std::nullopt;
  const auto claims = parse_json(*text);
  if (!claims.has_value() || !claims->is_object()) return std::nullopt;
  const json::value* issuer = claims->get_object().if_contains("iss");
  if (issuer == nullptr || !issuer->is_string()) return std::nullopt;
  return std::string{issuer->get_string()};
}

}  // namespace

/// Refuses the token as AWS does in an account that has no OpenID Connect provider.
/// Errors: InvalidIdentityToken, ValidationError.
/// Source: STS API Reference, AssumeRoleWithWebIdentity.
// DEVIATION: no provider can be made here, for nobody here could verify its tokens; so nobody is
// ever given a role for one.
Result<api::sts::AssumeRoleWithWebIdentityResponse> assume_role_with_web_identity(
    iam::Identity&, const api::sts::AssumeRoleWithWebIdentityRequest& request) {
  if (!request.role_arn.starts_with("arn:")) return invalid_arn(request.role_arn);
  const auto issuer = issuer_of(request.web_identity_token);
  if (!issuer) return not_a_web_identity_token();
  return no_identity_provider(*issuer);
}

}  // namespace spotdrill::sts
