// IPv4 addresses and blocks of them, as subnets have them. Not IPv6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::ec2 {

/// "172.31.0.10" as a number, or nothing.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);
std::string format_ipv4(std::uint32_t address);

struct Cidr {
  std::uint32_t network = 0;
  std::uint32_t prefix_length = 0;

  [[nodiscard]] std::uint32_t last() const { return network | (0xFFFFFFFFU >> prefix_length); }
  [[nodiscard]] bool contains(std::uint32_t address) const {
    return address >= network && address <= last();
  }
  // "The first four IP addresses and the last IP address in each subnet CIDR block are not
  // available for your use". Source: VPC User Guide, "Subnet CIDR reservations".
  [[nodiscard]] std::uint32_t first_usable() const { return network + 4; }
  [[nodiscard]] std::uint32_t last_usable() const { return last() - 1; }
  [[nodiscard]] bool usable(std::uint32_t address) const {
    return address >= first_usable() && address <= last_usable();
  }
};

/// The block that an address with a prefix is in: "10.0.0.5/16" is "10.0.0.0/16".
inline Cidr masked(Cidr block) {
  block.network &= ~(0xFFFFFFFFU >> block.prefix_length);
  return block;
}
std::string format_cidr(const Cidr& block);

/// "172.31.0.0/20"; the prefix is 1 to 28 bits, as AWS's subnets need.
std::optional<Cidr> parse_cidr(std::string_view text);

}  // namespace spotdrill::ec2
