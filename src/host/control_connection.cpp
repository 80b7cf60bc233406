#include "host/control_connection.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <fmt/format.h>
#include <array>
#include <cerrno>

#include "init/passed_descriptors.hpp"

namespace spotdrill {

std::optional<ReceivedMessage> receive_message(int fd, bool& ended) {
  ReceivedMessage received;
  std::array<int, init::descriptors_max> numbers{};
  std::size_t count = 0;
  const ssize_t got = init::receive_with(fd, &received.message, sizeof received.message,
                                         MSG_DONTWAIT, numbers.data(), numbers.size(), count);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  for (std::size_t index = 0; index < count; ++index) {
    received.descriptors[index].reset(numbers[index]);
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
  return init::send_with(fd, &message, sizeof message, MSG_DONTWAIT | MSG_NOSIGNAL, &descriptor,
                         descriptor >= 0 ? 1 : 0) == static_cast<ssize_t>(sizeof message);
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
