#include "wire/signature_claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "wire/canonical.hpp"
#include "wire/sigv2_query.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;
using protocol::Pairs;

namespace {

/// "The maximum number of seconds for which the presigned URL is valid": seven days.
/// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
constexpr std::int64_t presigned_seconds_max = 604'800;

std::optional<Scope> parse_scope(std::string_view credential) {
  // Access keys of some tools have slashes: the scope is the last four parts.
  std::array<std::string_view, 4> parts;
  for (std::size_t i = parts.size(); i > 0; --i) {
    const std::size_t slash = credential.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    parts[i - 1] = credential.substr(slash + 1);
    credential = credential.substr(0, slash);
  }
  if (parts[3] != sigv4_terminator || credential.empty()) return std::nullopt;
  return Scope{std::string{credential}, std::string{parts[0]}, std::string{parts[1]},
               std::string{parts[2]}};
}

/// "Credential=…, SignedHeaders=…, Signature=…" after the algorithm.
std::string_view authorization_part(std::string_view header, std::string_view name) {
  for (std::string_view part : split(header, ',')) {
    part = trim(part);
    if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) {
      return part.substr(name.size() + 1);
    }
  }
  return {};
}

/// A header's parameters: what follows the algorithm.
std::string_view authorization_of(const HttpRequest& request) {
  const std::string_view header = trim(request.headers.get("Authorization"));
  return header.starts_with(sigv4_algorithm) ? trim(header.substr(sigv4_algorithm.size()))
                                             : std::string_view{};
}

std::string get(const Pairs& pairs, std::string_view name) {
  const std::string* value = protocol::find_pair(pairs, name);
  return value == nullptr ? std::string{} : *value;
}

}  // namespace

Result<Claim, SignatureProblem> header_claim(const HttpRequest& request) {
  const std::string_view whole = trim(request.headers.get("Authorization"));
  const std::string_view header = authorization_of(request);
  if (header.empty()) {
    if (whole.starts_with("AWS4-")) {
      return problem(SignatureFault::Unsupported,
                     "The signature's algorithm is not supported: spotdrill verifies "
                     "AWS4-HMAC-SHA256.");
    }
    if (whole.empty()) {
      return problem(SignatureFault::MissingToken, "Request is missing Authentication Token");
    }
  }
  Claim claim;
  claim.signature = authorization_part(header, "Signature");
  const std::string_view credential = authorization_part(header, "Credential");
  const std::string_view names = authorization_part(header, "SignedHeaders");
  claim.date = request.headers.get("X-Amz-Date");
  if (claim.date.empty()) claim.date = request.headers.get("Date");
  std::string missing;
  if (credential.empty()) missing += "Authorization header requires 'Credential' parameter. ";
  if (claim.signature.empty()) missing += "Authorization header requires 'Signature' parameter. ";
  if (names.empty()) missing += "Authorization header requires 'SignedHeaders' parameter. ";
  if (claim.date.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
        "header. ";
  }
  if (!missing.empty()) {
    return problem(SignatureFault::Incomplete,
                   missing + "Authorization=" + std::string{whole.substr(0, whole.find(' '))});
  }
  const auto scope = parse_scope(credential);
  if (!scope) {
    return problem(SignatureFault::Incomplete,
                   fmt::format("Credential must have exactly 5 slash-delimited elements, e.g. "
                               "keyid/date/region/service/term, got '{}'",
                               credential.substr(0, 256)));
  }
  claim.scope = *scope;
  claim.signed_headers = split(names, ';');
  claim.token = request.headers.get("X-Amz-Security-Token");
  claim.payload = request.headers.get("X-Amz-Content-Sha256");
  return claim;
}

Result<Claim, SignatureProblem> presigned_claim(const HttpRequest& request, const Pairs& query) {
  Claim claim;
  if (get(query, "X-Amz-Algorithm") != sigv4_algorithm) {
    return problem(SignatureFault::Incomplete,
                   "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
  }
  const auto scope = parse_scope(get(query, "X-Amz-Credential"));
  const std::string* names = protocol::find_pair(query, "X-Amz-SignedHeaders");
  claim.signature = get(query, "X-Amz-Signature");
  claim.date = get(query, "X-Amz-Date");
  if (!scope || names == nullptr || claim.signature.empty() || claim.date.empty()) {
    return problem(SignatureFault::Incomplete,
                   "AWS query-string parameters must include 'X-Amz-Algorithm', "
                   "'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders' and "
                   "'X-Amz-Date'. Re-examine the query-string parameters.");
  }
  claim.presigned = true;
  claim.scope = *scope;
  claim.signed_headers = split(*names, ';');
  claim.token = get(query, "X-Amz-Security-Token");
  claim.payload = request.headers.get("X-Amz-Content-Sha256");
  const std::string expires = get(query, "X-Amz-Expires");
  std::int64_t seconds = 0;
  const auto [end, error] =
      std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
  if (!expires.empty()) {
    if (error != std::errc{} || end != expires.data() + expires.size() || seconds < 0 ||
        seconds > presigned_seconds_max) {
      return problem(SignatureFault::Incomplete,
                     "X-Amz-Expires must be less than a week (in seconds); that is, the given "
                     "X-Amz-Expires must be less than 604800 seconds");
    }
    claim.expires_seconds = seconds;
  }
  return claim;
}

std::optional<Scope> claimed_scope(const HttpRequest& request) {
  std::string_view header = trim(request.headers.get("Authorization"));
  // SigV4A's scope has no region, but names key and service alike.
  if (header.starts_with("AWS4-")) {
    header.remove_prefix(std::min(header.find(' '), header.size()));
    return parse_scope(authorization_part(header, "Credential"));
  }
  const auto query = protocol::parse_pairs(protocol::query_of(request.target));
  if (!query) return std::nullopt;
  if (auto scope = parse_scope(get(*query, "X-Amz-Credential"))) return scope;
  if (const auto older = query_claim_v2(*query)) {
    return Scope{older->access_key_id, {}, std::string{sigv2_region}, std::string{s3_signing_name}};
  }
  return std::nullopt;
}

std::optional<ChunkSeed> chunk_seed(const HttpRequest& request) {
  const auto claim = header_claim(request);
  if (!claim.has_value()) return std::nullopt;
  return ChunkSeed{claim->scope, claim->date, claim->signature};
}

}  // namespace spotdrill::wire
