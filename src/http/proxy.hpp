// What a client that goes through the main port as its HTTP proxy asks for: CONNECT and
// absolute-form targets, and which hosts they may name. Texts only, no sockets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/http_message.hpp"

namespace spotdrill::http {

/// A host and a port, as in CONNECT's target or in a URL.
struct Authority {
  std::string host;  ///< Lower case; an IPv6 address without its brackets.
  std::uint16_t port = 0;
};

/// Reads "host[:port]". Nothing when it is none, or has a user part.
std::optional<Authority> parse_authority(std::string_view text, std::uint16_t default_port);

/// A target such as "http://169.254.169.254/latest/meta-data/".
struct AbsoluteForm {
  Authority authority;
  std::string host_field;  ///< What a Host header would say.
  std::string target;      ///< Path and query.
};

/// Nothing when `target` is no http URL. Source: RFC 9112, section 3.2.2.
std::optional<AbsoluteForm> parse_absolute_form(std::string_view target);

/// Where a proxied request goes.
enum class Route : std::uint8_t {
  Ours,      ///< An AWS endpoint or the metadata address: answered here.
  Loopback,  ///< A server of the user's own on this machine: passed through.
  Refused,   ///< Everything else: a drill does not reach out.
};
Route route_of(const Authority& authority);

/// True for "localhost", names below it, 127.0.0.0/8 and ::1.
bool is_loopback_host(std::string_view host);

/// The address of the instance metadata service, IPv4 and IPv6.
bool is_metadata_host(std::string_view host);

/// User and password of "Basic …". Nothing when it is something else.
struct ProxyUser {
  std::string name;
  std::string secret;
};
std::optional<ProxyUser> parse_basic(std::string_view header);

/// `request`, which came in absolute form, as the server that it is for is sent it: for one reply.
std::string relayed_request(const protocol::HttpRequest& request, std::string_view target);

}  // namespace spotdrill::http
