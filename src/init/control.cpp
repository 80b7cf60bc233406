#include "init/control.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

namespace spotdrill::init {

Outcome Control::listen_at(int directory_fd) {
  listener_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener_ < 0) return failure("control socket");
  unlinkat(directory_fd, control_name, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  // A socket's path is at most 107 bytes long; by the descriptor it always fits.
  std::snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", directory_fd,
                control_name);
  const mode_t before = umask(077);
  const bool bound =
      bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  umask(before);
  if (!bound || listen(listener_, 4) != 0) return failure("bind the control socket");
  return done();
}

void Control::forget(int directory_fd) {
  unlinkat(directory_fd, control_name, 0);
}

bool Control::accept_connection() {
  const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return false;
  // Whoever is here shuts the instance down and gets its sockets: the daemon's user alone. Ids are
  // read in this user namespace, where that user is root.
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != geteuid()) {
    close(fd);
    return false;
  }
  drop();
  connection_ = fd;
  make_room();
  return true;
}

// For everything that is told at once when a shutdown begins. The kernel gives what it allows.
void Control::make_room() const {
  constexpr int bytes = 1 << 20;
  if (connection_ >= 0) setsockopt(connection_, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

void Control::drop() {
  if (connection_ >= 0) close(connection_);
  connection_ = -1;
}

bool Control::send(const Message& message, const int* fds, std::size_t count) {
  if (connection_ < 0) return false;
  iovec part{const_cast<Message*>(&message), sizeof message};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  alignas(cmsghdr) char space[CMSG_SPACE(descriptors_max * sizeof(int))] = {};
  if (count > 0) {
    header.msg_control = space;
    header.msg_controllen = CMSG_SPACE(count * sizeof(int));
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(count * sizeof(int));
    std::memcpy(CMSG_DATA(rights), fds, count * sizeof(int));
  }
  const ssize_t sent = sendmsg(connection_, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN && errno != EINTR && errno != ENOBUFS) drop();
  return sent == static_cast<ssize_t>(sizeof message);
}

std::optional<Message> Control::receive() {
  if (connection_ < 0) return std::nullopt;
  Message message;
  iovec part{&message, sizeof message};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = space;
  header.msg_controllen = sizeof space;
  const ssize_t got = recvmsg(connection_, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (const int unused = take_descriptor(); unused >= 0) close(unused);
  const cmsghdr* rights = got > 0 ? CMSG_FIRSTHDR(&header) : nullptr;
  if (rights != nullptr && rights->cmsg_type == SCM_RIGHTS) {
    std::memcpy(&descriptor_, CMSG_DATA(rights), sizeof descriptor_);
  }
  message.text[sizeof message.text - 1] = '\0';
  if (got == static_cast<ssize_t>(sizeof message) && message.magic == message_magic) return message;
  // The end, an error, or somebody who speaks otherwise.
  if (got >= 0 || (errno != EAGAIN && errno != EINTR)) drop();
  return std::nullopt;
}

int Control::take_descriptor() {
  const int taken = descriptor_;
  descriptor_ = -1;
  return taken;
}

}  // namespace spotdrill::init
