#include "init/interface.hpp"

#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace spotdrill::init {
namespace {

// As Amazon Linux 2023 and Ubuntu name it on Nitro; older images said eth0.
constexpr const char* interface_name = "ens5";
constexpr const char* interface_other_name = "eth0";
// Of these, the first that the kernel has. None has a partner or a carrier to wait for.
constexpr const char* interface_kinds[] = {"dummy", "ifb", "bridge"};

/// One request of rtnetlink. Source: rtnetlink(7).
class Request {
 public:
  Request(std::uint16_t type, int flags) {
    header()->nlmsg_type = type;
    header()->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
    header()->nlmsg_len = NLMSG_LENGTH(0);
  }

  template <class Body>
  void body(const Body& body) {
    std::memcpy(NLMSG_DATA(header()), &body, sizeof body);
    header()->nlmsg_len = NLMSG_LENGTH(sizeof body);
  }

  rtattr* add(std::uint16_t type, const void* data, std::size_t size) {
    auto* attribute = reinterpret_cast<rtattr*>(buffer_ + NLMSG_ALIGN(header()->nlmsg_len));
    attribute->rta_type = type;
    attribute->rta_len = static_cast<std::uint16_t>(RTA_LENGTH(size));
    if (size > 0) std::memcpy(RTA_DATA(attribute), data, size);
    header()->nlmsg_len = static_cast<std::uint32_t>(NLMSG_ALIGN(header()->nlmsg_len) +
                                                     RTA_ALIGN(attribute->rta_len));
    return attribute;
  }
  rtattr* add(std::uint16_t type, const char* text) {
    return add(type, text, std::strlen(text) + 1);
  }
  /// What was added since `outer` is inside it.
  void close(rtattr* outer) {
    outer->rta_len =
        static_cast<std::uint16_t>(buffer_ + header()->nlmsg_len - reinterpret_cast<char*>(outer));
  }

  Outcome send(int fd, const char* step) {
    if (::send(fd, buffer_, header()->nlmsg_len, 0) < 0) return failure(step);
    alignas(nlmsghdr) char reply[1024];
    const ssize_t got = recv(fd, reply, sizeof reply, 0);
    const auto* answer = reinterpret_cast<const nlmsghdr*>(reply);
    if (got < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(nlmsgerr)))) return {step, EBADMSG};
    const auto* error = static_cast<const nlmsgerr*>(NLMSG_DATA(answer));
    if (answer->nlmsg_type != NLMSG_ERROR) return {step, EBADMSG};
    return error->error == 0 ? done() : Outcome{step, -error->error};
  }

 private:
  nlmsghdr* header() { return reinterpret_cast<nlmsghdr*>(buffer_); }

  alignas(nlmsghdr) char buffer_[512] = {};
};

Outcome add_link(int fd, const char* kind, const std::uint8_t (&mac)[6]) {
  Request request{RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL};
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
  Request request{RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL};
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
  Request request{RTM_NEWLINKPROP, NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND};
  ifinfomsg about{};
  about.ifi_index = static_cast<int>(index);
  request.body(about);
  rtattr* list = request.add(IFLA_PROP_LIST | NLA_F_NESTED, nullptr, 0);
  request.add(IFLA_ALT_IFNAME, interface_other_name);
  request.close(list);
  return request.send(fd, "name the network interface");
}

Outcome make_by(int fd, const Config& config) {
  std::uint8_t mac[6];
  if (std::sscanf(config.mac.c_str(), "%2hhx:%2hhx:%2hhx:%2hhx:%2hhx:%2hhx", &mac[0], &mac[1],
                  &mac[2], &mac[3], &mac[4], &mac[5]) != 6) {
    return {"hardware address '" + config.mac + "'", EINVAL};
  }
  Outcome outcome = done();
  for (const char* kind : interface_kinds) {
    outcome = add_link(fd, kind, mac);
    if (!outcome.failed()) break;
  }
  if (outcome.failed()) return outcome;
  const unsigned index = if_nametoindex(interface_name);
  if (index == 0) return failure("find the network interface");
  STEP(add_private_address(fd, index, config));
  (void)add_other_name(fd, index);  // An older kernel has no other names.
  return done();
}

}  // namespace

Outcome make_interface(const Config& config) {
  const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0) return failure("netlink socket");
  const Outcome outcome = make_by(fd, config);
  close(fd);
  return outcome;
}

}  // namespace spotdrill::init
