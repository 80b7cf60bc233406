#include "wire/sigv4.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/iso8601.hpp"
#include "base/lower_case.hpp"
#include "protocol/query.hpp"
#include "wire/aws_chunked.hpp"
#include "wire/canonical.hpp"
#include "wire/sigv2_query.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;
using protocol::Pairs;

namespace {

constexpr std::string_view algorithm = sigv4_algorithm;
constexpr std::string_view terminator = sigv4_terminator;
constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

/// "The maximum number of seconds for which the presigned URL is valid": seven days.
/// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
constexpr std::int64_t presigned_seconds_max = 604'800;

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<Instant> parse_basic_date(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  return parse_iso8601(fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2),
                                   text.substr(6, 2), text.substr(9, 2), text.substr(11, 2),
                                   text.substr(13, 2)));
}

/// What a request says of its own signature.
struct Claim {
  Scope scope;
  std::vector<std::string_view> signed_headers;
  std::string signature;
  std::string date;  ///< "20260101T000000Z".
  std::string token;
  std::string payload;  ///< X-Amz-Content-Sha256, or empty.
  bool presigned = false;
  std::optional<std::int64_t> expires_seconds;  ///< Of a presigned URL.
};

using Problem = SignatureProblem;

Refusal<Problem> problem(SignatureFault fault, std::string message) {
  return refuse(Problem{fault, std::move(message)});
}

std::optional<Scope> parse_scope(std::string_view credential) {
  // Access keys of some tools have slashes: the scope is the last four parts.
  std::array<std::string_view, 4> parts;
  for (std::size_t i = parts.size(); i > 0; --i) {
    const std::size_t slash = credential.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    parts[i - 1] = credential.substr(slash + 1);
    credential = credential.substr(0, slash);
  }
  if (parts[3] != terminator || credential.empty()) return std::nullopt;
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
  return header.starts_with(algorithm) ? trim(header.substr(algorithm.size())) : std::string_view{};
}

std::string get(const Pairs& pairs, std::string_view name) {
  const std::string* value = protocol::find_pair(pairs, name);
  return value == nullptr ? std::string{} : *value;
}

Result<Claim, Problem> header_claim(const HttpRequest& request) {
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

Result<Claim, Problem> presigned_claim(const HttpRequest& request, const Pairs& query) {
  Claim claim;
  if (get(query, "X-Amz-Algorithm") != algorithm) {
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

/// The payload's hash as it went into the signature.
Result<std::string, Problem> payload_hash(const Claim& claim, const HttpRequest& request) {
  if (claim.payload == unsigned_payload) return claim.payload;
  const bool object = claim.scope.service == s3_signing_name;
  // "You don't include a payload hash in the Canonical Request, because when you create a presigned
  // URL, you don't know the payload content". Source: as for presigned_seconds_max.
  if (object && claim.presigned && claim.payload.empty()) return std::string{unsigned_payload};
  if (object && is_chunked_payload(claim.payload)) return claim.payload;
  if (claim.payload.starts_with("STREAMING-")) {
    return problem(SignatureFault::Unsupported,
                   "The payload's signature '" + claim.payload.substr(0, 64) +
                       "' is not supported: spotdrill does not take chunked payloads.");
  }
  std::string hash = sha256_hex(request.body);
  if (!claim.payload.empty() && claim.payload != hash) {
    return problem(object ? SignatureFault::PayloadMismatch : SignatureFault::Mismatch,
                   "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  return hash;
}

std::optional<Problem> check_date(const Claim& claim, const VerifyOptions& options) {
  const auto signed_at = parse_basic_date(claim.date);
  if (!signed_at) {
    return Problem{SignatureFault::Incomplete,
                   fmt::format("Date must be in ISO-8601 'basic format'. Got '{}'. See "
                               "http://en.wikipedia.org/wiki/ISO_8601",
                               claim.date.substr(0, 64))};
  }
  if (!claim.date.starts_with(claim.scope.date)) {
    return Problem{SignatureFault::Mismatch,
                   fmt::format("Date in Credential scope does not match YYYYMMDD from ISO-8601 "
                               "version of date from HTTP: '{}' != '{}', from '{}'.",
                               claim.scope.date, claim.date.substr(0, 8), claim.date)};
  }
  const auto distance = [&](Instant now) { return std::chrono::abs(*signed_at - now); };
  const Instant now = distance(options.drill_now) < distance(options.real_now) ? options.drill_now
                                                                               : options.real_now;
  const Duration skew = options.skew_max;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(skew).count();
  if (*signed_at > now + skew) {
    return Problem{
        SignatureFault::NotYetCurrent,
        fmt::format("Signature not yet current: {} is still later than {} ({} + {} min.)",
                    claim.date, basic_date(now + skew), basic_date(now), minutes)};
  }
  if (claim.expires_seconds) {
    if (*signed_at + std::chrono::seconds{*claim.expires_seconds} >= now) return std::nullopt;
    return Problem{
        SignatureFault::Expired,
        fmt::format("Signature expired: {} is now earlier than {}",
                    basic_date(*signed_at + std::chrono::seconds{*claim.expires_seconds}),
                    basic_date(now))};
  }
  if (*signed_at + skew >= now) return std::nullopt;
  return Problem{SignatureFault::Expired,
                 fmt::format("Signature expired: {} is now earlier than {} ({} - {} min.)",
                             claim.date, basic_date(now - skew), basic_date(now), minutes)};
}

/// "The CanonicalHeaders list must include … the HTTP host header … any x-amz-* headers."
std::optional<Problem> check_signed_headers(const Claim& claim, const HttpRequest& request) {
  const auto covers = [&](std::string_view name) {
    return std::ranges::any_of(claim.signed_headers, [&](std::string_view covered) {
      return protocol::equal_ignoring_case(covered, name);
    });
  };
  if (!covers("host")) {
    return Problem{SignatureFault::Mismatch,
                   "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."};
  }
  for (const std::string_view name : {"x-amz-target", "x-amz-security-token"}) {
    const bool presigned_token = claim.expires_seconds.has_value();
    if (!presigned_token && request.headers.contains(name) && !covers(name)) {
      return Problem{SignatureFault::Mismatch,
                     fmt::format("'{}' must be a 'SignedHeader' in the AWS Authorization.", name)};
    }
  }
  return std::nullopt;
}

Refusal<Problem> unknown_key() {
  return problem(SignatureFault::UnknownKey,
                 "The security token included in the request is invalid.");
}

Refusal<Problem> mismatch() {
  return problem(SignatureFault::Mismatch,
                 "The request signature we calculated does not match the signature you "
                 "provided. Check your AWS Secret Access Key and signing method. Consult the "
                 "service documentation for details.");
}

std::optional<Problem> check_token(std::string_view token, const Credential& credential,
                                   const VerifyOptions& options) {
  if (!equal_in_constant_time(token, credential.session_token)) {
    return Problem{SignatureFault::UnknownKey,
                   "The security token included in the request is invalid."};
  }
  if (credential.expires && *credential.expires <= options.drill_now) {
    return Problem{SignatureFault::ExpiredToken,
                   "The security token included in the request is expired"};
  }
  return std::nullopt;
}

/// Its signature names no region: it is of the time when there was one.
constexpr std::string_view sigv2_region = "us-east-1";

Result<Credential, Problem> verify_query_v2(const HttpRequest& request, const Pairs& query,
                                            const QueryClaimV2& older,
                                            const CredentialSource& credentials,
                                            const VerifyOptions& options) {
  const auto credential = credentials.find(older.access_key_id);
  if (!credential) return unknown_key();
  const Instant now = std::min(options.drill_now, options.real_now);
  if (Instant{std::chrono::seconds{older.expires_seconds}} < now) {
    return refuse(Problem{SignatureFault::Expired, "Request has expired", true});
  }
  const std::string expected =
      query_signature_v2(request, query, older, credential->secret_access_key);
  if (!equal_in_constant_time(expected, older.signature)) return mismatch();
  if (auto wrong = check_token(older.token, *credential, options)) {
    return refuse(*std::move(wrong));
  }
  return *credential;
}

}  // namespace

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

Result<Credential, SignatureProblem> verify(const HttpRequest& request,
                                            const CredentialSource& credentials,
                                            const VerifyOptions& options) {
  const auto query = protocol::parse_pairs(protocol::query_of(request.target));
  const bool presigned = query && protocol::find_pair(*query, "X-Amz-Signature") != nullptr;
  if (query && !presigned && request.headers.get("Authorization").empty()) {
    if (const auto older = query_claim_v2(*query)) {
      return verify_query_v2(request, *query, *older, credentials, options);
    }
  }
  const Claim claim = TRY(presigned ? presigned_claim(request, *query) : header_claim(request));
  const auto credential = credentials.find(claim.scope.access_key_id);
  if (!credential) return unknown_key();
  if (auto wrong = check_date(claim, options)) {
    wrong->presigned = presigned;
    return refuse(*std::move(wrong));
  }
  if (auto wrong = check_signed_headers(claim, request)) return refuse(*std::move(wrong));
  const std::string hash = TRY(payload_hash(claim, request));
  const std::string canonical =
      canonical_request(request, claim.signed_headers, hash, paths_of(claim.scope.service));
  const std::string expected = signature_of(claim.scope, credential->secret_access_key,
                                            string_to_sign(claim.scope, claim.date, canonical));
  if (!equal_in_constant_time(expected, claim.signature)) return mismatch();
  if (auto wrong = check_token(claim.token, *credential, options)) return refuse(*std::move(wrong));
  return *credential;
}

void sign(HttpRequest& request, const Credential& credential, std::string_view region,
          std::string_view signing_name, Instant now) {
  const std::string date = basic_date(now);
  request.headers.set("X-Amz-Date", date);
  if (!credential.session_token.empty()) {
    request.headers.set("X-Amz-Security-Token", credential.session_token);
  }
  const Scope scope{credential.access_key_id, date.substr(0, 8), std::string{region},
                    std::string{signing_name}};
  std::vector<std::string> names;
  for (const auto& [name, value] : request.headers) {
    std::string lower = lower_case(name);
    if (lower == "host" || lower == "content-type" || lower == "smithy-protocol" ||
        lower.starts_with("x-amz")) {
      names.push_back(std::move(lower));
    }
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::vector<std::string_view> views{names.begin(), names.end()};
  const std::string canonical =
      canonical_request(request, views, sha256_hex(request.body), paths_of(signing_name));
  const std::string signature =
      signature_of(scope, credential.secret_access_key, string_to_sign(scope, date, canonical));
  request.headers.set("Authorization",
                      fmt::format("{} Credential={}/{}/{}/{}/{}, SignedHeaders={}, Signature={}",
                                  algorithm, scope.access_key_id, scope.date, scope.region,
                                  scope.service, terminator, fmt::join(views, ";"), signature));
}

}  // namespace spotdrill::wire
