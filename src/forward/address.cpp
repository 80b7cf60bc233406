#include "forward/address.hpp"

#include <netinet/in.h>

#include <array>
#include <cstring>

namespace spotdrill::forward {
namespace {

using V4 = std::array<std::uint8_t, 4>;
using V6 = std::array<std::uint8_t, 16>;

bool is_good(const V4& address, bool own_port) {
  const bool link_local = address[0] == 169 && address[1] == 254;
  const bool of_this_computer = address[0] == 127 || address[0] == 0;
  return !link_local && !(of_this_computer && own_port);
}

bool is_good(const V6& address, bool own_port) {
  const V6 loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::memcmp(address.data(), mapped.data(), mapped.size()) == 0) {
    return is_good(V4{address[12], address[13], address[14], address[15]}, own_port);
  }
  const bool link_local = address[0] == 0xfe && (address[1] & 0xc0U) == 0x80;
  // "fd00:ec2::254". Source: EC2 User Guide, "Access instance metadata for an EC2 instance".
  const bool of_ec2 =
      address[0] == 0xfd && address[1] == 0 && address[2] == 0x0e && address[3] == 0xc2;
  const bool of_this_computer = address == loopback || address == V6{};
  return !link_local && !of_ec2 && !(of_this_computer && own_port);
}

}  // namespace

bool may_be_connected(const sockaddr& address, std::uint16_t port) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof(v4));
    V4 bytes{};
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return is_good(bytes, port != 0 && ntohs(v4.sin_port) == port);
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof(v6));
  V6 bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return is_good(bytes, port != 0 && ntohs(v6.sin6_port) == port);
}

}  // namespace spotdrill::forward
