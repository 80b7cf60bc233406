#include "base/endpoint_url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/lower_case.hpp"

namespace spotdrill {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

/// Source: RFC 1035, section 2.3.4.
constexpr std::size_t host_bytes_max = 255;

bool is_host(std::string_view host) {
  const bool v6 = host.starts_with('[');
  if (host.empty() || host.size() > host_bytes_max || v6 != host.ends_with(']')) return false;
  if (v6) host = host.substr(1, host.size() - 2);
  return !host.empty() && std::ranges::all_of(host, [v6](char c) {
    const bool digit = (c >= '0' && c <= '9') || (v6 && c >= 'a' && c <= 'f');
    if (v6) return digit || c == ':' || c == '.';
    return digit || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
  });
}

std::uint16_t scheme_port(const EndpointUrl& url) {
  return url.tls ? https_port : http_port;
}

}  // namespace

Result<EndpointUrl, std::string> parse_endpoint_url(std::string_view text) {
  EndpointUrl url;
  std::string_view rest = text;
  if (rest.starts_with("https://")) {
    url.tls = true;
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return refuse(fmt::format("'{}' does not begin with http:// or https://", text.substr(0, 128)));
  }
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of("/?#") != std::string_view::npos) {
    return refuse(std::string{"an endpoint is a scheme, a host and a port, without a path"});
  }
  if (rest.find('@') != std::string_view::npos) {
    return refuse(std::string{"an endpoint's URL has no user and no password in it"});
  }
  const std::size_t colon = rest.starts_with('[') ? rest.find("]:") : rest.find(':');
  std::string_view port;
  if (colon != std::string_view::npos) {
    const std::size_t end = rest.starts_with('[') ? colon + 1 : colon;
    port = rest.substr(end + 1);
    rest = rest.substr(0, end);
    const auto [last, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
    if (error != std::errc{} || last != port.data() + port.size() || url.port == 0) {
      return refuse(fmt::format("'{}' is no port", port.substr(0, 16)));
    }
  }
  url.host = lower_case(rest);
  if (!is_host(url.host)) return refuse(fmt::format("'{}' is no host", rest.substr(0, 128)));
  if (url.port == 0) url.port = scheme_port(url);
  return url;
}

std::string host_field(const EndpointUrl& url) {
  return url.port == scheme_port(url) ? url.host : fmt::format("{}:{}", url.host, url.port);
}

std::string to_text(const EndpointUrl& url) {
  return fmt::format("http{}://{}", url.tls ? "s" : "", host_field(url));
}

}  // namespace spotdrill
