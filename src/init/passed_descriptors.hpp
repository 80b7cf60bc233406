// Descriptors that travel with a message over a Unix socket. Inline: PID 1, its helpers and the
// daemon's host all pass some.
// Source: unix(7), SCM_RIGHTS.
#pragma once

#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace spotdrill::init {

/// No message has more.
inline constexpr std::size_t passed_max = 8;

/// As send(2), with `count` descriptors, which stay open here.
inline ssize_t send_with(int socket, const void* data, std::size_t size, int flags,
                         const int* descriptors, std::size_t count) {
  iovec part{const_cast<void*>(data), size};
  alignas(cmsghdr) char space[CMSG_SPACE(passed_max * sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (count > 0) {
    header.msg_control = space;
    header.msg_controllen = CMSG_SPACE(count * sizeof(int));
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(count * sizeof(int));
    std::memcpy(CMSG_DATA(rights), descriptors, count * sizeof(int));
  }
  return sendmsg(socket, &header, flags);
}

/// As recv(2). Sets `count` to how many came along, which are closed at exec and are the caller's;
/// of more than `most` the others are closed.
inline ssize_t receive_with(int socket, void* data, std::size_t size, int flags, int* descriptors,
                            std::size_t most, std::size_t& count) {
  iovec part{data, size};
  alignas(cmsghdr) char space[CMSG_SPACE(passed_max * sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = space;
  header.msg_controllen = sizeof space;
  count = 0;
  const ssize_t got = recvmsg(socket, &header, flags | MSG_CMSG_CLOEXEC);
  if (got < 0) return got;
  for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr; each = CMSG_NXTHDR(&header, each)) {
    if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t here = (each->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t index = 0; index < here; ++index) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(each) + index * sizeof number, sizeof number);
      if (count < most) {
        descriptors[count++] = number;
      } else {
        close(number);
      }
    }
  }
  return got;
}

}  // namespace spotdrill::init
