#include "init/control.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>

#include "init/passed_descriptors.hpp"

namespace spotdrill::init {

static_assert(descriptors_max <= passed_max);

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
  const ssize_t sent =
      send_with(connection_, &message, sizeof message, MSG_DONTWAIT | MSG_NOSIGNAL, fds, count);
  if (sent < 0 && errno != EAGAIN && errno != EINTR && errno != ENOBUFS) drop();
  return sent == static_cast<ssize_t>(sizeof message);
}

std::optional<Message> Control::receive() {
  if (connection_ < 0) return std::nullopt;
  if (const int unused = take_descriptor(); unused >= 0) close(unused);
  Message message;
  std::size_t count = 0;
  const ssize_t got =
      receive_with(connection_, &message, sizeof message, MSG_DONTWAIT, &descriptor_, 1, count);
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
