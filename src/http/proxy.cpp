#include "http/proxy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/base64.hpp"
#include "http/dns.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::http {
namespace {

bool host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
         c == ':';
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text, std::uint16_t default_port) {
  Authority authority{.host = {}, .port = default_port};
  std::string_view port;
  bool has_port = false;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    authority.host = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
    has_port = !rest.empty();
    if (has_port) port = rest.substr(1);
  } else {
    const std::size_t colon = text.find(':');
    authority.host = text.substr(0, colon);
    has_port = colon != std::string_view::npos;
    if (has_port) port = text.substr(colon + 1);
    if (authority.host.find(':') != std::string::npos) return std::nullopt;
  }
  if (has_port) {
    const auto [end, error] =
        std::from_chars(port.data(), port.data() + port.size(), authority.port);
    if (error != std::errc{} || end != port.data() + port.size()) return std::nullopt;
  }
  std::transform(authority.host.begin(), authority.host.end(), authority.host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // The final dot of a fully qualified name says nothing that matters here.
  if (authority.host.ends_with('.')) authority.host.pop_back();
  if (authority.host.empty() || !std::ranges::all_of(authority.host, host_character)) {
    return std::nullopt;
  }
  return authority;
}

std::optional<AbsoluteForm> parse_absolute_form(std::string_view target) {
  constexpr std::string_view scheme = "http://";
  if (target.size() < scheme.size() ||
      !protocol::equal_ignoring_case(target.substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  target.remove_prefix(scheme.size());
  const std::size_t path = target.find_first_of("/?");
  const std::string_view host = target.substr(0, path);
  auto authority = parse_authority(host, 80);
  if (!authority) return std::nullopt;
  std::string rest{path == std::string_view::npos ? "/" : target.substr(path)};
  if (rest.front() == '?') rest.insert(rest.begin(), '/');
  return AbsoluteForm{.authority = *std::move(authority),
                      .host_field = std::string{host},
                      .target = std::move(rest)};
}

bool is_loopback_host(std::string_view host) {
  if (is_in_domain(host, "localhost") || host == "::1") return true;
  const auto address = parse_ipv4(host);
  return address && (*address)[0] == 127;
}

bool is_metadata_host(std::string_view host) {
  return host == "169.254.169.254" || host == "fd00:ec2::254";
}

Route route_of(const Authority& authority) {
  if (is_metadata_host(authority.host)) return Route::Ours;
  if (is_aws_host(authority.host)) {
    return authority.port == 80 || authority.port == 443 ? Route::Ours : Route::Refused;
  }
  return is_loopback_host(authority.host) ? Route::Loopback : Route::Refused;
}

std::optional<ProxyUser> parse_basic(std::string_view header) {
  constexpr std::string_view scheme = "Basic ";
  if (header.size() < scheme.size() ||
      !protocol::equal_ignoring_case(header.substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  const auto text = base64_decode(header.substr(scheme.size()));
  if (!text) return std::nullopt;
  const std::size_t colon = text->find(':');
  if (colon == std::string::npos) return std::nullopt;
  return ProxyUser{.name = text->substr(0, colon), .secret = text->substr(colon + 1)};
}

std::string relayed_request(const protocol::HttpRequest& request, std::string_view target) {
  constexpr std::array<std::string_view, 4> of_this_hop{"Connection", "Transfer-Encoding",
                                                        "Content-Length", "Expect"};
  std::string bytes = fmt::format("{} {} HTTP/1.1\r\n", request.method, target);
  for (const auto& [name, value] : request.headers) {
    const bool dropped =
        name.starts_with("Proxy-") || std::ranges::any_of(of_this_hop, [&](std::string_view each) {
          return protocol::equal_ignoring_case(name, each);
        });
    if (!dropped) bytes.append(name).append(": ").append(value).append("\r\n");
  }
  if (!request.body.empty()) bytes += fmt::format("Content-Length: {}\r\n", request.body.size());
  return bytes.append("Connection: close\r\n\r\n").append(request.body);
}

}  // namespace spotdrill::http
