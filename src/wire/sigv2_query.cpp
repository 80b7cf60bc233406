#include "wire/sigv2_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/base64.hpp"
#include "base/lower_case.hpp"
#include "base/openssl.hpp"
#include "wire/canonical.hpp"
#include "wire/s3_request.hpp"

namespace spotdrill::wire {
namespace {

constexpr std::string_view extension_prefix = "x-amz-";

/// In the year 2255: what an Instant can hold.
constexpr std::int64_t expires_seconds_max = 9'000'000'000;

/// The parameters that say what is asked for, and are signed with the path.
constexpr std::string_view subresources[] = {"accelerate",
                                             "acl",
                                             "cors",
                                             "delete",
                                             "lifecycle",
                                             "location",
                                             "logging",
                                             "notification",
                                             "partNumber",
                                             "policy",
                                             "replication",
                                             "requestPayment",
                                             "response-cache-control",
                                             "response-content-disposition",
                                             "response-content-encoding",
                                             "response-content-language",
                                             "response-content-type",
                                             "response-expires",
                                             "restore",
                                             "storageClass",
                                             "tagging",
                                             "torrent",
                                             "uploadId",
                                             "uploads",
                                             "versionId",
                                             "versioning",
                                             "versions",
                                             "website"};
static_assert(std::ranges::is_sorted(subresources));

/// The signed headers and those of their kind that the URL carries in their place.
std::map<std::string, std::string> headers_of(const protocol::HttpRequest& request,
                                              const protocol::Pairs& query) {
  std::map<std::string, std::string> headers;
  const auto take = [&](std::string_view name, std::string_view value) {
    std::string lower = lower_case(name);
    if (lower.starts_with(extension_prefix) || lower == "content-md5" || lower == "content-type") {
      headers.try_emplace(std::move(lower), trim(value));
    }
  };
  for (const auto& [name, value] : query) take(name, value);
  for (const auto& [name, value] : request.headers) take(name, value);
  return headers;
}

/// Bucket, path and what is asked for of them.
std::string resource(const protocol::HttpRequest& request, const protocol::Pairs& query) {
  const std::string bucket = bucket_of_host(request.headers.get("Host"));
  std::string out = bucket.empty() ? "" : "/" + bucket;
  out += protocol::path_of(request.target);
  std::map<std::string, std::string> asked;
  for (const auto& [name, value] : query) {
    if (std::ranges::binary_search(subresources, std::string_view{name})) asked[name] = value;
  }
  char separator = '?';
  for (const auto& [name, value] : asked) {
    out.append(1, separator).append(name);
    if (!value.empty()) out.append("=").append(value);
    separator = '&';
  }
  return out;
}

std::string text_to_sign(const protocol::HttpRequest& request, const protocol::Pairs& query,
                         const QueryClaimV2& claim) {
  auto headers = headers_of(request, query);
  std::string out = request.method + '\n' + headers["content-md5"] + '\n' +
                    headers["content-type"] + '\n' + claim.expires + '\n';
  for (const auto& [name, value] : headers) {
    if (name.starts_with(extension_prefix)) out.append(name).append(":").append(value) += '\n';
  }
  return out + resource(request, query);
}

}  // namespace

std::optional<QueryClaimV2> query_claim_v2(const protocol::Pairs& query) {
  QueryClaimV2 claim;
  for (const auto& [name, value] : query) {
    if (name == "AWSAccessKeyId") claim.access_key_id = value;
    if (name == "Signature") claim.signature = value;
    if (name == "Expires") claim.expires = value;
    if (name == "x-amz-security-token") claim.token = value;
  }
  if (claim.access_key_id.empty() || claim.signature.empty()) return std::nullopt;
  const char* const end = claim.expires.data() + claim.expires.size();
  const auto [read_to, error] = std::from_chars(claim.expires.data(), end, claim.expires_seconds);
  if (error != std::errc{} || read_to != end) return std::nullopt;
  const bool in_range = claim.expires_seconds >= 0 && claim.expires_seconds <= expires_seconds_max;
  return in_range ? std::optional{claim} : std::nullopt;
}

std::string query_signature_v2(const protocol::HttpRequest& request, const protocol::Pairs& query,
                               const QueryClaimV2& claim, std::string_view secret) {
  return base64_encode(hmac(EVP_sha1(), secret, text_to_sign(request, query, claim)));
}

}  // namespace spotdrill::wire
