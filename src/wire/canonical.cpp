#include "wire/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/iso8601.hpp"
#include "base/openssl.hpp"
#include "protocol/query.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;

namespace {

std::string hmac_sha256(std::string_view key, std::string_view text) {
  return hmac(EVP_sha256(), key, text);
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

/// "/a b" → "/a%2520b": every service but S3 encodes the encoded path once more.
std::string canonical_uri(std::string_view target, Paths paths) {
  const std::string_view path = protocol::path_of(target);
  if (path.empty()) return "/";
  if (paths == Paths::AsTheyAre) {
    const auto decoded = protocol::percent_decode(path, false);
    return protocol::percent_encode(decoded ? *decoded : std::string{path}, "/");
  }
  std::string out;
  // RFC 3986, section 5.2.4: "." and ".." go, and so do empty segments.
  std::vector<std::string_view> kept;
  for (const std::string_view segment : split(path.substr(path.starts_with('/') ? 1 : 0), '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..")
      kept.push_back(segment);
    else if (!kept.empty())
      kept.pop_back();
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

}  // namespace

std::string basic_date(Instant instant) {
  std::string text = iso8601_seconds(instant);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (parts.size() < header_parts_max) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

Paths paths_of(std::string_view service) {
  return service == "s3" ? Paths::AsTheyAre : Paths::Normalised;
}

std::string canonical_request(const HttpRequest& request,
                              const std::vector<std::string_view>& signed_headers,
                              std::string_view payload_hash, Paths paths) {
  std::string out = request.method + '\n' + canonical_uri(request.target, paths) + '\n' +
                    canonical_query(request.target) + '\n';
  std::string names;
  for (const std::string_view name : signed_headers) {
    out.append(name).append(":").append(canonical_value(request.headers.joined(name))).append("\n");
    if (!names.empty()) names += ';';
    names += name;
  }
  return out.append("\n").append(names).append("\n").append(payload_hash);
}

std::string string_to_sign(const Scope& scope, std::string_view date, std::string_view canonical) {
  return fmt::format("{}\n{}\n{}/{}/{}/{}\n{}", sigv4_algorithm, date, scope.date, scope.region,
                     scope.service, sigv4_terminator, sha256_hex(canonical));
}

std::string signature_of(const Scope& scope, std::string_view secret, std::string_view text) {
  std::string key = hmac_sha256("AWS4" + std::string{secret}, scope.date);
  key = hmac_sha256(key, scope.region);
  key = hmac_sha256(key, scope.service);
  key = hmac_sha256(key, sigv4_terminator);
  return hex_digits(hmac_sha256(key, text));
}

}  // namespace spotdrill::wire
