#include "wire/sigv4.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/iso8601.hpp"
#include "base/lower_case.hpp"
#include "base/openssl.hpp"
#include "protocol/query.hpp"
#include "wire/aws_chunked.hpp"
#include "wire/canonical.hpp"
#include "wire/signature_claim.hpp"
#include "wire/sigv2_query.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;
using protocol::Pairs;

namespace {

constexpr std::string_view algorithm = sigv4_algorithm;
constexpr std::string_view terminator = sigv4_terminator;

std::optional<Instant> parse_basic_date(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  return parse_iso8601(fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2),
                                   text.substr(6, 2), text.substr(9, 2), text.substr(11, 2),
                                   text.substr(13, 2)));
}

using Problem = SignatureProblem;

Refusal<Problem> other_payload(bool object) {
  return problem(object ? SignatureFault::PayloadMismatch : SignatureFault::Mismatch,
                 "The provided 'x-amz-content-sha256' header does not match what was computed.");
}

/// The payload's hash as it went into the signature. `whole`: the body has come.
Result<std::string, Problem> payload_hash(const Claim& claim, const HttpRequest& request,
                                          bool whole) {
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
  if (!whole) return claim.payload;
  std::string hash = sha256_hex(request.body);
  if (!claim.payload.empty() && claim.payload != hash) return other_payload(object);
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
  if (!same_secret(token, credential.session_token)) {
    return Problem{SignatureFault::UnknownKey,
                   "The security token included in the request is invalid."};
  }
  if (credential.expires && *credential.expires <= options.drill_now) {
    return Problem{SignatureFault::ExpiredToken,
                   "The security token included in the request is expired"};
  }
  return std::nullopt;
}

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
  if (!same_secret(expected, older.signature)) return mismatch();
  if (auto wrong = check_token(older.token, *credential, options)) {
    return refuse(*std::move(wrong));
  }
  return *credential;
}

Result<Credential, Problem> judge(const HttpRequest& request, const CredentialSource& credentials,
                                  const VerifyOptions& options, bool whole) {
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
  const std::string hash = TRY(payload_hash(claim, request, whole));
  const std::string canonical =
      canonical_request(request, claim.signed_headers, hash, paths_of(claim.scope.service));
  const std::string expected = signature_of(claim.scope, credential->secret_access_key,
                                            string_to_sign(claim.scope, claim.date, canonical));
  if (!same_secret(expected, claim.signature)) return mismatch();
  if (auto wrong = check_token(claim.token, *credential, options)) return refuse(*std::move(wrong));
  return *credential;
}

}  // namespace

Result<Credential, SignatureProblem> verify(const HttpRequest& request,
                                            const CredentialSource& credentials,
                                            const VerifyOptions& options) {
  return judge(request, credentials, options, true);
}

Result<Credential, SignatureProblem> verify_head(const HttpRequest& head,
                                                 const CredentialSource& credentials,
                                                 const VerifyOptions& options) {
  return judge(head, credentials, options, false);
}

bool is_payload_hash(std::string_view payload) {
  return payload.size() == 64 && std::ranges::all_of(payload, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool is_judged_by_head(const HttpRequest& head) {
  const std::string_view payload = head.headers.get("X-Amz-Content-Sha256");
  if (payload.empty()) return !head.headers.contains("Authorization");  // Of presigned URLs.
  return payload == unsigned_payload || is_chunked_payload(payload) || is_payload_hash(payload);
}

Result<void, SignatureProblem> check_payload(const HttpRequest& head, std::string_view sha256) {
  const std::string_view payload = head.headers.get("X-Amz-Content-Sha256");
  if (is_payload_hash(payload) && payload != sha256) return other_payload(true);
  return {};
}

void sign(HttpRequest& request, const Credential& credential, std::string_view region,
          std::string_view signing_name, Instant now, std::string payload) {
  const std::string date = basic_date(now);
  if (payload.empty()) payload = sha256_hex(request.body);
  // "The x-amz-content-sha256 header is required for all AWS Signature Version 4 requests" to S3.
  if (signing_name == s3_signing_name) request.headers.set("X-Amz-Content-Sha256", payload);
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
  const std::string canonical = canonical_request(request, views, payload, paths_of(signing_name));
  const std::string signature =
      signature_of(scope, credential.secret_access_key, string_to_sign(scope, date, canonical));
  request.headers.set("Authorization",
                      fmt::format("{} Credential={}/{}/{}/{}/{}, SignedHeaders={}, Signature={}",
                                  algorithm, scope.access_key_id, scope.date, scope.region,
                                  scope.service, terminator, fmt::join(views, ";"), signature));
}

}  // namespace spotdrill::wire
