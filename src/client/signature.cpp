#include "client/signature.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/iso8601.hpp"
#include "base/lower_case.hpp"
#include "base/openssl.hpp"

namespace spotdrill::client {

namespace {

std::string hmac_sha256(std::string_view key, std::string_view text) {
  return hmac(EVP_sha256(), key, text);
}

/// "URI encode every byte except the unreserved characters"; a slash is kept in paths.
std::string uri_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool unreserved = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved || c == '/') {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

/// The query's parameters in order. They are percent-encoded already.
std::string canonical_query(std::string_view query) {
  std::vector<std::string> parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    std::string parameter{query.substr(0, end)};
    if (!parameter.empty() && parameter.find('=') == std::string::npos) parameter += '=';
    if (!parameter.empty()) parameters.push_back(std::move(parameter));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::sort(parameters.begin(), parameters.end());
  return fmt::format("{}", fmt::join(parameters, "&"));
}

/// "20130524T000000Z"
std::string basic_time(Instant now) {
  std::string text = iso8601_seconds(now);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

void sign(protocol::HttpRequest& request, const Credentials& credentials, std::string_view region,
          std::string_view signing_name, Instant now) {
  const std::string time = basic_time(now);
  const std::string date = time.substr(0, 8);
  request.headers.set("X-Amz-Date", time);
  if (!credentials.session_token.empty()) {
    request.headers.set("X-Amz-Security-Token", credentials.session_token);
  }
  const bool object = signing_name == "s3";
  const std::string payload = sha256_hex(request.body);
  // "The x-amz-content-sha256 header is required for all AWS Signature Version 4 requests" to S3.
  if (object) request.headers.set("X-Amz-Content-Sha256", payload);
  std::map<std::string, std::string> headers;
  for (const auto& [name, value] : request.headers) headers[lower_case(name)] = value;
  std::string canonical_headers;
  std::vector<std::string> names;
  for (const auto& [name, value] : headers) {
    canonical_headers += name + ":" + value + "\n";
    names.push_back(name);
  }
  const std::string signed_headers = fmt::format("{}", fmt::join(names, ";"));
  // "CanonicalUri: … each path segment must be URI-encoded twice" (all services but S3).
  const std::string_view path = protocol::path_of(request.target);
  const std::string canonical_request = fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}", request.method, object ? std::string{path} : uri_encode(path),
      canonical_query(protocol::query_of(request.target)), canonical_headers, signed_headers,
      payload);
  const std::string scope = fmt::format("{}/{}/{}/aws4_request", date, region, signing_name);
  const std::string to_sign =
      fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time, scope, sha256_hex(canonical_request));
  std::string key = hmac_sha256("AWS4" + credentials.secret_access_key, date);
  key = hmac_sha256(key, region);
  key = hmac_sha256(key, signing_name);
  key = hmac_sha256(key, "aws4_request");
  request.headers.set(
      "Authorization",
      fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                  credentials.access_key_id, scope, signed_headers,
                  hex_digits(hmac_sha256(key, to_sign))));
}

}  // namespace spotdrill::client
