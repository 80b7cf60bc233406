#include "init/units/format/listen_address.hpp"

#include <arpa/inet.h>
#include <sys/un.h>

#include <charconv>

namespace spotdrill::init::units {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

}  // namespace

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
  using Family = ListenAddress::Family;
  if (text.starts_with('/') || text.starts_with('@')) {
    if (text.size() < 2 || text.size() >= sizeof(sockaddr_un{}.sun_path)) return std::nullopt;
    return ListenAddress{.family = Family::Unix, .host = std::string{text}};
  }
  const std::size_t colon = text.rfind(':');
  const auto port = parse_port(colon == std::string_view::npos ? text : text.substr(colon + 1));
  if (!port) return std::nullopt;
  if (colon == std::string_view::npos) return ListenAddress{Family::Any, {}, *port};
  std::string host{text.substr(0, colon)};
  in6_addr binary{};
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    if (inet_pton(AF_INET6, host.c_str(), &binary) != 1) return std::nullopt;
    return ListenAddress{Family::Inet6, std::move(host), *port};
  }
  if (inet_pton(AF_INET, host.c_str(), &binary) != 1) return std::nullopt;
  return ListenAddress{Family::Inet, std::move(host), *port};
}

}  // namespace spotdrill::init::units
