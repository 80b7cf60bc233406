#include "wire/sigv4.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/iso8601.hpp"
#include "protocol/query.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;
using protocol::Pairs;

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view terminator = "aws4_request";
constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

/// "The maximum number of seconds for which the presigned URL is valid": seven days.
/// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
constexpr std::int64_t presigned_seconds_max = 604'800;

/// A canonical request larger than this is not signed by any SDK.
constexpr std::size_t signed_headers_max = 128;

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {digits[byte >> 4U], digits[byte & 15U]};
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string hmac(std::string_view key, std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &length);
  return {reinterpret_cast<const char*>(digest.data()), length};
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// "20260101T000000Z": ISO 8601's basic format.
std::string basic_date(Instant instant) {
  std::string text = iso8601_seconds(instant);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::optional<Instant> parse_basic_date(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  return parse_iso8601(fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2),
                                   text.substr(6, 2), text.substr(9, 2), text.substr(11, 2),
                                   text.substr(13, 2)));
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// "Trim leading and trailing spaces … and convert sequential spaces to a single space."
std::string canonical_value(std::string_view value) {
  std::string out;
  for (const char c : trim(value)) {
    if (c == ' ' && out.ends_with(' ')) continue;
    out += c;
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (parts.size() < signed_headers_max) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

/// What a request says of its own signature.
struct Claim {
  Scope scope;
  std::vector<std::string_view> signed_headers;
  std::string signature;
  std::string date;     ///< "20260101T000000Z".
  std::string token;
  std::string payload;  ///< X-Amz-Content-Sha256, or empty.
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

const std::string* find(const Pairs& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &Pairs::value_type::first);
  return found == pairs.end() ? nullptr : &found->second;
}

std::string get(const Pairs& pairs, std::string_view name) {
  const std::string* value = find(pairs, name);
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
    missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
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
  const std::string* names = find(query, "X-Amz-SignedHeaders");
  claim.signature = get(query, "X-Amz-Signature");
  claim.date = get(query, "X-Amz-Date");
  if (!scope || names == nullptr || claim.signature.empty() || claim.date.empty()) {
    return problem(SignatureFault::Incomplete,
                   "AWS query-string parameters must include 'X-Amz-Algorithm', "
                   "'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders' and "
                   "'X-Amz-Date'. Re-examine the query-string parameters.");
  }
  claim.scope = *scope;
  claim.signed_headers = split(*names, ';');
  claim.token = get(query, "X-Amz-Security-Token");
  claim.payload = request.headers.get("X-Amz-Content-Sha256");
  const std::string expires = get(query, "X-Amz-Expires");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
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

/// "/a b" → "/a%2520b": every service but S3 encodes the encoded path once more.
std::string canonical_uri(std::string_view target) {
  const std::string_view path = protocol::path_of(target);
  if (path.empty()) return "/";
  std::string out;
  // RFC 3986, section 5.2.4: "." and ".." go, and so do empty segments.
  std::vector<std::string_view> kept;
  for (const std::string_view segment : split(path.substr(path.starts_with('/') ? 1 : 0), '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") kept.push_back(segment);
    else if (!kept.empty()) kept.pop_back();
  }
  for (const std::string_view segment : kept) {
    out.append("/").append(protocol::percent_encode(segment));
  }
  if (out.empty() || path.ends_with('/')) out += '/';
  return out;
}

std::string canonical_query(std::string_view target) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::string_view query = protocol::query_of(target);
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto encode = [](std::string_view text) {
      const auto decoded = protocol::percent_decode(text, true);
      return protocol::percent_encode(decoded ? *decoded : std::string{text});
    };
    std::string name = encode(pair.substr(0, equals));
    if (name == "X-Amz-Signature") continue;
    pairs.emplace_back(std::move(name), encode(pair.substr(std::min(equals + 1, pair.size()))));
  }
  std::ranges::sort(pairs);
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(value);
  }
  return out;
}

std::string canonical_request(const HttpRequest& request,
                              const std::vector<std::string_view>& signed_headers,
                              std::string_view payload_hash) {
  std::string out = request.method + '\n' + canonical_uri(request.target) + '\n' +
                    canonical_query(request.target) + '\n';
  std::string names;
  for (const std::string_view name : signed_headers) {
    out.append(name).append(":").append(canonical_value(request.headers.joined(name))).append("\n");
    if (!names.empty()) names += ';';
    names += name;
  }
  return out.append("\n").append(names).append("\n").append(payload_hash);
}

std::string string_to_sign(const Scope& scope, std::string_view date,
                           std::string_view canonical) {
  return fmt::format("{}\n{}\n{}/{}/{}/{}\n{}", algorithm, date, scope.date, scope.region,
                     scope.service, terminator, sha256_hex(canonical));
}

std::string signature_of(const Scope& scope, std::string_view secret, std::string_view text) {
  std::string key = hmac("AWS4" + std::string{secret}, scope.date);
  key = hmac(key, scope.region);
  key = hmac(key, scope.service);
  key = hmac(key, terminator);
  return hex(hmac(key, text));
}

/// The payload's hash as it went into the signature.
Result<std::string, Problem> payload_hash(const Claim& claim, const HttpRequest& request) {
  if (claim.payload == unsigned_payload) return claim.payload;
  if (claim.payload.starts_with("STREAMING-")) {
    return problem(SignatureFault::Unsupported,
                   "The payload's signature '" + claim.payload.substr(0, 64) +
                       "' is not supported: spotdrill does not take chunked payloads.");
  }
  std::string hash = sha256_hex(request.body);
  if (!claim.payload.empty() && claim.payload != hash) {
    return problem(SignatureFault::Mismatch,
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
    return Problem{SignatureFault::NotYetCurrent,
                   fmt::format("Signature not yet current: {} is still later than {} ({} + {} min.)",
                               claim.date, basic_date(now + skew), basic_date(now), minutes)};
  }
  if (claim.expires_seconds) {
    if (*signed_at + std::chrono::seconds{*claim.expires_seconds} >= now) return std::nullopt;
    return Problem{SignatureFault::Expired,
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

std::optional<Problem> check_token(const Claim& claim, const Credential& credential,
                                   const VerifyOptions& options) {
  if (!equal_in_constant_time(claim.token, credential.session_token)) {
    return Problem{SignatureFault::UnknownKey,
                   "The security token included in the request is invalid."};
  }
  if (credential.expires && *credential.expires <= options.drill_now) {
    return Problem{SignatureFault::ExpiredToken,
                   "The security token included in the request is expired"};
  }
  return std::nullopt;
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
  return query ? parse_scope(get(*query, "X-Amz-Credential")) : std::nullopt;
}

Result<Credential, SignatureProblem> verify(const HttpRequest& request,
                                            const CredentialSource& credentials,
                                            const VerifyOptions& options) {
  const auto query = protocol::parse_pairs(protocol::query_of(request.target));
  const bool presigned = query && find(*query, "X-Amz-Signature") != nullptr;
  const Claim claim = TRY(presigned ? presigned_claim(request, *query) : header_claim(request));
  const auto credential = credentials.find(claim.scope.access_key_id);
  if (!credential) {
    return problem(SignatureFault::UnknownKey,
                   "The security token included in the request is invalid.");
  }
  if (auto wrong = check_date(claim, options)) return refuse(*std::move(wrong));
  if (auto wrong = check_signed_headers(claim, request)) return refuse(*std::move(wrong));
  const std::string hash = TRY(payload_hash(claim, request));
  const std::string canonical = canonical_request(request, claim.signed_headers, hash);
  const std::string expected =
      signature_of(claim.scope, credential->secret_access_key,
                   string_to_sign(claim.scope, claim.date, canonical));
  if (!equal_in_constant_time(expected, claim.signature)) {
    return problem(SignatureFault::Mismatch,
                   "The request signature we calculated does not match the signature you "
                   "provided. Check your AWS Secret Access Key and signing method. Consult the "
                   "service documentation for details.");
  }
  if (auto wrong = check_token(claim, *credential, options)) return refuse(*std::move(wrong));
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
    std::string lower = name;
    std::ranges::transform(lower, lower.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (lower == "host" || lower == "content-type" || lower == "smithy-protocol" ||
        lower.starts_with("x-amz")) {
      names.push_back(std::move(lower));
    }
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::vector<std::string_view> views{names.begin(), names.end()};
  const std::string canonical = canonical_request(request, views, sha256_hex(request.body));
  const std::string signature = signature_of(scope, credential.secret_access_key,
                                             string_to_sign(scope, date, canonical));
  request.headers.set(
      "Authorization",
      fmt::format("{} Credential={}/{}/{}/{}/{}, SignedHeaders={}, Signature={}", algorithm,
                  scope.access_key_id, scope.date, scope.region, scope.service, terminator,
                  fmt::join(views, ";"), signature));
}

}  // namespace spotdrill::wire
