#include "init/network.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "init/interface.hpp"

namespace spotdrill::init {
namespace {

bool to_address(const std::string& text, sockaddr_in& address) {
  address = {};
  address.sin_family = AF_INET;
  return inet_pton(AF_INET, text.c_str(), &address.sin_addr) == 1;
}

Outcome add_address(int fd, int index, const std::string& text) {
  sockaddr_in address{};
  if (!to_address(text, address)) return {"address '" + text + "'", EINVAL};
  ifreq request{};
  std::snprintf(request.ifr_name, sizeof request.ifr_name, "lo:%d", index);
  std::memcpy(&request.ifr_addr, &address, sizeof address);
  if (ioctl(fd, SIOCSIFADDR, &request) != 0) return failure("address " + text);
  address.sin_addr.s_addr = INADDR_NONE;  // 255.255.255.255: a host's own address.
  std::memcpy(&request.ifr_netmask, &address, sizeof address);
  if (ioctl(fd, SIOCSIFNETMASK, &request) != 0) return failure("netmask of " + text);
  return done();
}

Outcome open_one(const std::string& ip, std::uint16_t port, int type, int& out) {
  sockaddr_in address{};
  if (!to_address(ip, address)) return {"address '" + ip + "'", EINVAL};
  address.sin_port = htons(port);
  const int fd = socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return failure("socket");
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const std::string where = ip + ":" + std::to_string(port);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const Outcome outcome = failure("bind " + where);
    close(fd);
    return outcome;
  }
  // Requests wait here while the daemon is being restarted.
  constexpr int backlog = 512;
  if (type == SOCK_STREAM && listen(fd, backlog) != 0) {
    const Outcome outcome = failure("listen on " + where);
    close(fd);
    return outcome;
  }
  out = fd;
  return done();
}

}  // namespace

Outcome bring_up_network(Config& config) {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return failure("socket");
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
  Outcome outcome = ioctl(fd, SIOCSIFFLAGS, &request) == 0 ? done() : failure("loopback up");
  int index = 1;
  for (const std::string* address :
       {&config.imds_address, &config.aws_address, &config.dns_address}) {
    if (!outcome.failed()) outcome = add_address(fd, index++, *address);
  }
  // A kernel that can make no interface has the private address on the loopback.
  if (!outcome.failed() && (config.mac.empty() || make_interface(config).failed())) {
    outcome = add_address(fd, index, config.private_ip);
  }
  close(fd);
  return outcome;
}

Outcome open_listeners(const Config& config, Listeners& listeners) {
  STEP(open_one(config.imds_address, 80, SOCK_STREAM, listeners.fds[0]));
  STEP(open_one(config.aws_address, 443, SOCK_STREAM, listeners.fds[1]));
  STEP(open_one(config.aws_address, 80, SOCK_STREAM, listeners.fds[2]));
  return open_one(config.dns_address, 53, SOCK_DGRAM, listeners.fds[3]);
}

}  // namespace spotdrill::init
