#include "init/interface.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "init/netlink.hpp"
#include "init/network_helper.hpp"
#include "init/outside.hpp"

namespace spotdrill::init {
namespace {

constexpr const char* interface_other_name = "eth0";
// Of these, the first that the kernel has. None has a partner or a carrier to wait for.
constexpr const char* interface_kinds[] = {"dummy", "ifb", "bridge"};

Outcome add_link(int fd, const char* kind, const std::uint8_t (&mac)[6]) {
  NetlinkRequest request{RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL};
  ifinfomsg about{};
  about.ifi_flags = IFF_UP;
  about.ifi_change = IFF_UP;
  request.body(about);
  request.add(IFLA_IFNAME, interface_name);
  request.add(IFLA_ADDRESS, mac, sizeof mac);
  rtattr* info = request.add(IFLA_LINKINFO, nullptr, 0);
  request.add(IFLA_INFO_KIND, kind);
  request.close(info);
  return request.send(fd, "make a network interface");
}

Outcome add_private_address(int fd, unsigned index, const Config& config) {
  in_addr address{};
  if (inet_pton(AF_INET, config.private_ip.c_str(), &address) != 1) {
    return {"address '" + config.private_ip + "'", EINVAL};
  }
  NetlinkRequest request{RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL};
  ifaddrmsg about{};
  about.ifa_family = AF_INET;
  about.ifa_prefixlen = static_cast<std::uint8_t>(config.prefix_bits);
  about.ifa_index = index;
  request.body(about);
  request.add(IFA_LOCAL, &address, sizeof address);
  request.add(IFA_ADDRESS, &address, sizeof address);
  // No route to the subnet: who connects to a neighbour is told at once that there is none.
  const std::uint32_t flags = IFA_F_PERMANENT | IFA_F_NOPREFIXROUTE;
  request.add(IFA_FLAGS, &flags, sizeof flags);
  return request.send(fd, "give the network interface its address");
}

Outcome add_other_name(int fd, unsigned index) {
  NetlinkRequest request{RTM_NEWLINKPROP, NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND};
  ifinfomsg about{};
  about.ifi_index = static_cast<int>(index);
  request.body(about);
  rtattr* list = request.add(IFLA_PROP_LIST | NLA_F_NESTED, nullptr, 0);
  request.add(IFLA_ALT_IFNAME, interface_other_name);
  request.close(list);
  return request.send(fd, "name the network interface");
}

// What the daemon has found to work may fail still; then the instance has AWS only.
bool may_go_out(Config& config, const std::uint8_t (&mac)[6], int& tap) {
  const Outcome outcome = make_tap(mac, tap);
  if (!outcome.failed()) return true;
  config.unavailable.push_back("device\t/dev/net/tun\tThis instance has no way to the internet: " +
                               outcome.step + ": " + std::strerror(outcome.error) + ".");
  return false;
}

Outcome make_by(int fd, Config& config) {
  std::uint8_t mac[6];
  if (std::sscanf(config.mac.c_str(), "%2hhx:%2hhx:%2hhx:%2hhx:%2hhx:%2hhx", &mac[0], &mac[1],
                  &mac[2], &mac[3], &mac[4], &mac[5]) != 6) {
    return {"hardware address '" + config.mac + "'", EINVAL};
  }
  int tap = -1;
  const bool outside = config.network_keeper >= 0 && may_go_out(config, mac, tap);
  Outcome outcome = done();
  for (const char* kind : interface_kinds) {
    if (outside) break;
    outcome = add_link(fd, kind, mac);
    if (!outcome.failed()) break;
  }
  if (outcome.failed()) return outcome;
  const unsigned index = if_nametoindex(interface_name);
  if (index == 0) return failure("find the network interface");
  STEP(add_private_address(fd, index, config));
  (void)add_other_name(fd, index);  // An older kernel has no other names.
  if (!outside) return done();
  STEP(add_outside_routes(fd, index, config));
  hand_over(config, tap);
  return done();
}

}  // namespace

Outcome make_interface(Config& config) {
  const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0) return failure("netlink socket");
  const Outcome outcome = make_by(fd, config);
  close(fd);
  return outcome;
}

}  // namespace spotdrill::init
