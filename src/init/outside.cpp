#include "init/outside.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "init/files.hpp"
#include "init/netlink.hpp"
#include "init/network_helper.hpp"
#include "init/network_keeper.hpp"
#include "init/passed_descriptors.hpp"

namespace spotdrill::init {
namespace {

struct Range {
  in_addr address{};
  unsigned char bits = 32;
};

bool to_range(const std::string& text, long bits, Range& range) {
  if (inet_pton(AF_INET, text.c_str(), &range.address) != 1) return false;
  range.bits = static_cast<unsigned char>(bits);
  const std::uint32_t mask = bits <= 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
  range.address.s_addr &= htonl(mask);
  return true;
}

rtmsg route_to(const Range& range, unsigned char type, unsigned char scope) {
  rtmsg about{};
  about.rtm_family = AF_INET;
  about.rtm_dst_len = range.bits;
  about.rtm_table = RT_TABLE_MAIN;
  about.rtm_protocol = RTPROT_BOOT;
  about.rtm_scope = scope;
  about.rtm_type = type;
  return about;
}

Outcome refuse_route(int fd, const std::string& text, long bits) {
  Range range;
  if (!to_range(text, bits, range)) return {"address '" + text + "'", EINVAL};
  NetlinkRequest request{RTM_NEWROUTE, NLM_F_CREATE};
  request.body(route_to(range, RTN_UNREACHABLE, RT_SCOPE_UNIVERSE));
  request.add(RTA_DST, &range.address, sizeof range.address);
  return request.send(fd, "close the way to the host");
}

Outcome add_router(int fd, unsigned index) {
  Range router;
  to_range(router_address, 32, router);
  NetlinkRequest request{RTM_NEWROUTE, NLM_F_CREATE};
  request.body(route_to(router, RTN_UNICAST, RT_SCOPE_LINK));
  request.add(RTA_DST, &router.address, sizeof router.address);
  request.add(RTA_OIF, &index, sizeof index);
  return request.send(fd, "add the way to the router");
}

Outcome add_default(int fd, unsigned index, const Config& config) {
  Range router;
  to_range(router_address, 32, router);
  in_addr own{};
  inet_pton(AF_INET, config.private_ip.c_str(), &own);
  NetlinkRequest request{RTM_NEWROUTE, NLM_F_CREATE};
  request.body(route_to({.address = {}, .bits = 0}, RTN_UNICAST, RT_SCOPE_UNIVERSE));
  request.add(RTA_GATEWAY, &router.address, sizeof router.address);
  request.add(RTA_OIF, &index, sizeof index);
  request.add(RTA_PREFSRC, &own, sizeof own);
  return request.send(fd, "add the way out");
}

Outcome set_up(int fd, ifreq& request, const unsigned char* mac) {
  request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
  std::memcpy(request.ifr_hwaddr.sa_data, mac, 6);
  if (ioctl(fd, SIOCSIFHWADDR, &request) != 0) return failure("hardware address of the tap device");
  // The helpers are told IPv4 only; and nothing is to be sent that no program asked for.
  (void)write_file(std::string{"/proc/sys/net/ipv6/conf/"} + interface_name + "/disable_ipv6", "1",
                   0644);
  request.ifr_flags = IFF_UP;
  return ioctl(fd, SIOCSIFFLAGS, &request) == 0 ? done() : failure("tap device up");
}

}  // namespace

Outcome make_tap(const unsigned char* mac, int& tap) {
  tap = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
  if (tap < 0) return failure("open /dev/net/tun");
  ifreq request{};
  std::snprintf(request.ifr_name, sizeof request.ifr_name, "%s", interface_name);
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  Outcome outcome = ioctl(tap, TUNSETIFF, &request) == 0 && ioctl(tap, TUNSETPERSIST, 1) == 0
                        ? done()
                        : failure("make a tap device");
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (!outcome.failed()) outcome = set_up(fd, request, mac);
  close(fd);
  if (outcome.failed()) close(tap);
  return outcome;
}

Outcome add_outside_routes(int netlink, unsigned index, const Config& config) {
  for (const std::string& address : config.host_addresses) {
    STEP(refuse_route(netlink, address, 32));
  }
  STEP(refuse_route(netlink, "169.254.0.0", 16));
  STEP(refuse_route(netlink, "224.0.0.0", 4));
  if (config.prefix_bits < 32) {
    STEP(refuse_route(netlink, config.private_ip, config.prefix_bits));
  }
  STEP(add_router(netlink, index));
  return add_default(netlink, index, config);
}

void hand_over(const Config& config, int tap) {
  // Closed here before anybody is told to open the way: the helper finds a device busy that another
  // has open still. The last to close it, which takes milliseconds, is the keeper.
  (void)!send_with(config.network_keeper, &device_word, 1, MSG_NOSIGNAL, &tap, 1);
  close(tap);
  set_outside(config, config.network_open);
}

void set_outside(const Config& config, bool open) {
  if (config.network_keeper < 0) return;
  (void)!send(config.network_keeper, open ? &open_word : &cut_word, 1, MSG_NOSIGNAL);
}

}  // namespace spotdrill::init
