#include "host/control_connection.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <fmt/format.h>
#include <cerrno>
#include <cstring>

namespace spotdrill {

std::optional<ReceivedMessage> receive_message(int fd, bool& ended) {
  ReceivedMessage received;
  iovec part{&received.message, sizeof received.message};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(init::descriptors_max * sizeof(int))> space{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = space.data();
  header.msg_controllen = space.size();
  const ssize_t got = ::recvmsg(fd, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  if (got > 0) {
    for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr;
         item = CMSG_NXTHDR(&header, item)) {
      if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
      const std::size_t count = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      for (std::size_t index = 0; index < count && index < received.descriptors.size(); ++index) {
        int number = -1;
        std::memcpy(&number, CMSG_DATA(item) + index * sizeof(int), sizeof number);
        received.descriptors[index].reset(number);
      }
    }
  }
  if (got != static_cast<ssize_t>(sizeof received.message) ||
      received.message.magic != init::message_magic) {
    ended = true;
    return std::nullopt;
  }
  received.message.text[sizeof received.message.text - 1] = '\0';
  return received;
}

bool send_message(int fd, const init::Message& message, int descriptor) {
  iovec part{const_cast<init::Message*>(&message), sizeof message};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> space{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (descriptor >= 0) {
    header.msg_control = space.data();
    header.msg_controllen = space.size();
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
  }
  return ::sendmsg(fd, &header, MSG_DONTWAIT | MSG_NOSIGNAL) ==
         static_cast<ssize_t>(sizeof message);
}

Descriptor connect_control(const std::filesystem::path& instance_dir) {
  const Descriptor directory{::open(instance_dir.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  Descriptor connection{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!directory.valid() || !connection.valid()) return {};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  // A socket's path is at most 107 bytes long; by the descriptor it always fits.
  const auto end = fmt::format_to_n(address.sun_path, sizeof address.sun_path - 1,
                                    "/proc/self/fd/{}/{}", directory.get(), init::control_name);
  *end.out = '\0';
  if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
      0) {
    return {};
  }
  return connection;
}

bool instance_lives(const std::filesystem::path& instance_dir) {
  const Descriptor config{::open((instance_dir / init::config_name).c_str(), O_RDONLY | O_CLOEXEC)};
  return config.valid() && ::flock(config.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace spotdrill
