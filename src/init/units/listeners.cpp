#include "init/units/listeners.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

#include "init/files.hpp"
#include "init/units/accounts.hpp"
#include "init/units/format/listen_address.hpp"

namespace spotdrill::init::units {
namespace {

using Family = ListenAddress::Family;

int socket_type(const std::string& kind) {
  if (kind == "ListenDatagram") return SOCK_DGRAM;
  return kind == "ListenSequentialPacket" ? SOCK_SEQPACKET : SOCK_STREAM;
}

struct Address {
  sockaddr_storage bytes{};
  socklen_t size = 0;
};

int domain_of(Family family) {
  if (family == Family::Unix) return AF_UNIX;
  return family == Family::Inet ? AF_INET : AF_INET6;
}

Address binary(const ListenAddress& address, Family family) {
  Address made;
  if (family == Family::Unix) {
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    std::memcpy(local.sun_path, address.host.data(), address.host.size());
    if (address.host[0] == '@') local.sun_path[0] = '\0';
    made.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.host.size() +
                                       (address.host[0] == '@' ? 0 : 1));
    std::memcpy(&made.bytes, &local, sizeof local);
  } else if (family == Family::Inet) {
    sockaddr_in inet{};
    inet.sin_family = AF_INET;
    inet.sin_port = htons(address.port);
    if (!address.host.empty()) inet_pton(AF_INET, address.host.c_str(), &inet.sin_addr);
    made.size = sizeof inet;
    std::memcpy(&made.bytes, &inet, sizeof inet);
  } else {
    sockaddr_in6 inet{};
    inet.sin6_family = AF_INET6;
    inet.sin6_port = htons(address.port);
    if (!address.host.empty()) inet_pton(AF_INET6, address.host.c_str(), &inet.sin6_addr);
    made.size = sizeof inet;
    std::memcpy(&made.bytes, &inet, sizeof inet);
  }
  return made;
}

// A socket that a service which was killed has left is in the way of nobody.
void prepare_path(const Socket& socket, const std::string& path) {
  (void)make_directories(path.substr(0, path.rfind('/')), socket.directory_mode).failed();
  struct stat about{};
  if (lstat(path.c_str(), &about) == 0 && S_ISSOCK(about.st_mode)) unlink(path.c_str());
}

// False: SocketUser= or SocketGroup= is not there.
bool own_path(const Socket& socket, const std::string& path) {
  auto uid = static_cast<uid_t>(-1);
  auto gid = static_cast<gid_t>(-1);
  if (!socket.user.empty()) {
    const auto user = find_account(socket.user);
    if (!user) return false;
    uid = user->uid;
    gid = user->gid;
  }
  if (!socket.group.empty()) {
    const auto group = find_group(socket.group);
    if (!group) return false;
    gid = *group;
  }
  return lchown(path.c_str(), uid, gid) == 0;
}

std::string text_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.ss_family == AF_INET) {
    sockaddr_in inet{};
    std::memcpy(&inet, &address, sizeof inet);
    inet_ntop(AF_INET, &inet.sin_addr, text, sizeof text);
    return std::string{text} + ":" + std::to_string(ntohs(inet.sin_port));
  }
  sockaddr_in6 inet{};
  std::memcpy(&inet, &address, sizeof inet);
  if (IN6_IS_ADDR_V4MAPPED(&inet.sin6_addr)) {
    inet_ntop(AF_INET, &inet.sin6_addr.s6_addr[12], text, sizeof text);
  } else {
    inet_ntop(AF_INET6, &inet.sin6_addr, text, sizeof text);
  }
  return std::string{text} + ":" + std::to_string(ntohs(inet.sin6_port));
}

}  // namespace

Listeners::~Listeners() {
  for (const int fd : descriptors_) close(fd);
  for (const std::string& path : remove_) unlink(path.c_str());
}

int Listeners::make(const Socket& unit, const Socket::Listen& listen_at) {
  const auto address = parse_listen_address(listen_at.address);
  if (!address) return -1;
  Family family = address->family;
  const int type = socket_type(listen_at.kind);
  // What the manager accepts at must not wait; what a service gets is as it expects it.
  const int how = type | SOCK_CLOEXEC | (unit.accept ? SOCK_NONBLOCK : 0);
  int fd = socket(domain_of(family), how, 0);
  // "If the address string is a single number, it is read as port number to listen on via IPv6",
  // or IPv4 where there is no other.
  if (fd < 0 && family == Family::Any) {
    family = Family::Inet;
    fd = socket(domain_of(family), how, 0);
  }
  if (fd < 0) return -1;
  const int yes = 1;
  const bool local = family == Family::Unix && address->host[0] == '/';
  if (local) prepare_path(unit, address->host);
  if (family != Family::Unix) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const Address at = binary(*address, family);
  const mode_t before = umask(~unit.mode & 0777);
  bool good = bind(fd, reinterpret_cast<const sockaddr*>(&at.bytes), at.size) == 0;
  umask(before);
  if (good && local && !own_path(unit, address->host)) {
    good = false;
    errno = ESRCH;
  }
  if (good && type != SOCK_DGRAM) good = listen(fd, unit.backlog) == 0;
  if (!good) {
    const int error = errno;
    close(fd);
    errno = error;
    return -1;
  }
  if (local && unit.remove_on_stop) remove_.push_back(address->host);
  return fd;
}

std::string Listeners::open(const Unit& unit) {
  for (const Socket::Listen& each : unit.socket.listens) {
    const int fd = make(unit.socket, each);
    if (fd < 0) {
      return "Failed to create listening socket (" + each.address + "): " + std::strerror(errno);
    }
    descriptors_.push_back(fd);
  }
  return {};
}

std::string connection_name(unsigned long number, int fd) {
  const std::string first = std::to_string(number) + "-";
  sockaddr_storage own{}, other{};
  socklen_t own_size = sizeof own, other_size = sizeof other;
  getsockname(fd, reinterpret_cast<sockaddr*>(&own), &own_size);
  if (own.ss_family != AF_UNIX) {
    getpeername(fd, reinterpret_cast<sockaddr*>(&other), &other_size);
    return first + text_of(own) + "-" + text_of(other);
  }
  ucred peer{};
  socklen_t size = sizeof peer;
  getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size);
  return first + std::to_string(peer.pid) + "-" + std::to_string(peer.uid);
}

}  // namespace spotdrill::init::units
