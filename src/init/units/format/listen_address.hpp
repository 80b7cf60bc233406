// Where a socket unit listens, as its lines have it. Source: systemd.socket(5), ListenStream=.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::init::units {

struct ListenAddress {
  enum class Family : std::uint8_t { Unix, Inet, Inet6, Any };
  Family family = Family::Unix;
  std::string host;        ///< A path, "@name" of the abstract namespace, or an IP address.
  std::uint16_t port = 0;  ///< `Any`: of every address that there is.
};

/// "/run/job.sock", "@job", "8080", "127.0.0.1:8080", "[::1]:8080". Nothing: it is none of them.
std::optional<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace spotdrill::init::units
